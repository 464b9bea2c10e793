import { sql } from 'kysely';
import type { Check } from '../check.ts';

/** What is owed to the networks is what has cleared, less what complete settlements have paid. */
export const networkSettlement: Check = {
  subjects: 'accounts of what is owed to networks, each what cleared less what was settled',
  countSubjects: sql`select count(*) from ledger_account where code = 'network_settlement'`,
  findWrong: sql`
    with cleared as (
      select account_id, livemode, currency::text as currency, -sum(amount) as amount
      from issuing_transaction group by 1, 2, 3
    ), settled as (
      select account_id, livemode, currency::text as currency, sum(net_amount) as amount
      from issuing_settlement where status = 'complete' group by 1, 2, 3
    ), owed as (
      select id, account_id, livemode, currency::text as currency, credits_posted - debits_posted as amount
      from ledger_account where code = 'network_settlement'
    )
    select coalesce(owed.id, cleared.account_id, settled.account_id) as object,
      format('%s %s is owed to networks: %s cleared and %s settled', coalesce(owed.amount, 0),
        coalesce(owed.currency, cleared.currency, settled.currency), coalesce(cleared.amount, 0),
        coalesce(settled.amount, 0)) as problem
    from owed
    full join cleared using (account_id, livemode, currency)
    full join settled using (account_id, livemode, currency)
    where coalesce(owed.amount, 0) <> coalesce(cleared.amount, 0) - coalesce(settled.amount, 0)
  `,
};

/** What a settlement says is what its movement moved, and what its clearings come to but for those left out. */
export const issuingSettlements: Check = {
  subjects: 'settlements, each of what its clearings came to and its movement moved',
  countSubjects: sql`select count(*) from issuing_settlement`,
  findWrong: sql`
    with moved as (
      select t.account_id, t.source_id as id, count(*) as legs, min(t.movement) as movement,
        min(t.currency::text) as currency,
        sum(case debit.code when 'network_settlement' then t.amount else -t.amount end) as amount
      from ledger_transfer t
      join ledger_account debit on debit.account_id = t.account_id and debit.id = t.debit_id
      where t.code = 'network_settlement'
      group by 1, 2
    ), cleared as (
      select i.account_id, i.settlement_day, i.currency::text as currency,
        count(*) as count, -sum(i.amount) as amount
      from issuing_transaction i
      where i.settlement_day is not null and not exists (
        select from settlement_break b
        where b.left_out and b.transaction_account_id = i.account_id and b.transaction_id = i.id
          and b.day_id = i.settlement_day)
      group by 1, 2, 3
    )
    select coalesce(s.id, moved.id) as object,
      case
        when s.id is null then format('the movement %s settles it, and it is not there', moved.movement)
        when moved.legs > 1 then format('%s movements settle it', moved.legs)
        when s.movement is distinct from moved.movement or moved.currency <> s.currency::text
          then format('it names the movement %s, and %s settles it', s.movement, moved.movement)
        when moved.amount <> s.net_amount
          then format('it says %s, and its movement moved %s', s.net_amount, moved.amount)
        else format('it says %s for %s clearings, and there are %s for %s', s.net_amount,
          s.transaction_count, coalesce(cleared.amount, 0), coalesce(cleared.count, 0))
      end as problem
    from issuing_settlement s
    join settlement_day day on day.id = s.day_id
    left join cleared on cleared.account_id = s.account_id and cleared.settlement_day = s.day_id
      and cleared.currency = s.currency::text
    full join moved on moved.account_id = s.account_id and moved.id = s.id
    where s.id is null or coalesce(moved.legs, 0) > 1
      or (s.movement is distinct from moved.movement)
      or (moved.currency <> s.currency::text) or moved.amount <> s.net_amount
      -- While a day is closed or matched, its settlements are on their way to what they will say.
      or (day.status not in ('closing', 'matching')
        and (s.net_amount <> coalesce(cleared.amount, 0)
          or s.transaction_count <> coalesce(cleared.count, 0)))
  `,
};

/** The bank is told one sum for a day and currency: what all accounts owe together, and nothing when that is nothing. */
export const networkPayments: Check = {
  subjects: 'payments to networks, each the sum of its settlements',
  countSubjects: sql`select count(*) from settlement_payment`,
  findWrong: sql`
    with owed as (
      select s.day_id, s.currency::text as currency, sum(s.net_amount) as amount
      from issuing_settlement s
      join settlement_day day on day.id = s.day_id
      where day.status in ('paying', 'awaiting_bank', 'booking', 'in_review', 'complete')
      group by 1, 2
    ), paid as (
      select day_id, currency::text as currency, amount from settlement_payment
    )
    select coalesce(owed.day_id, paid.day_id) as object,
      format('the bank was told to pay %s %s, and its settlements come to %s', coalesce(paid.amount, 0),
        coalesce(owed.currency, paid.currency), coalesce(owed.amount, 0)) as problem
    from owed full join paid using (day_id, currency)
    where coalesce(owed.amount, 0) <> coalesce(paid.amount, 0)
  `,
};
