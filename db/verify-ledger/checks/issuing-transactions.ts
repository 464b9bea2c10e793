import { sql } from 'kysely';
import type { Check } from '../check.ts';

/** The amount of an issuing transaction is what its movement posted to the Issuing balance. */
export const issuingTransactions: Check = {
  subjects: 'issuing transactions, each of what its movement posted',
  countSubjects: sql`select count(*) from issuing_transaction`,
  findWrong: sql`
    with posted as (
      select t.account_id, t.issuing_transaction_id as id,
        min(t.movement) as movement, count(distinct t.movement) as movements,
        min(t.currency::text) as currency, min(t.livemode::int) as livemode,
        min(t.authorization_id::text) as authorization_id,
        sum(case when t.phase not in ('posted', 'post_pending') then 0
                 when credit.code = 'issuing_balance' then t.amount
                 when debit.code = 'issuing_balance' then -t.amount
                 else 0 end) as amount
      from ledger_transfer t
      left join ledger_account debit on debit.account_id = t.account_id and debit.id = t.debit_id
      left join ledger_account credit on credit.account_id = t.account_id and credit.id = t.credit_id
      where t.issuing_transaction_id is not null
      group by t.account_id, t.issuing_transaction_id
    )
    select coalesce(i.id, posted.id) as object,
      case
        when i.id is null then format('the movement %s posts it, and it is not there', posted.movement)
        when posted.id is null then format('it says %s, and nothing was posted for it', i.amount)
        when posted.movements > 1 then format('%s movements post it', posted.movements)
        when posted.movement <> i.movement
          then format('it names the movement %s, and %s posts it', i.movement, posted.movement)
        when posted.amount <> i.amount
          then format('it says %s, and its movement posted %s', i.amount, posted.amount)
        else 'its movement differs in currency, mode or authorization'
      end as problem
    from issuing_transaction i
    full join posted on posted.account_id = i.account_id and posted.id = i.id
    where i.id is null or posted.movements is distinct from 1
      or posted.movement <> i.movement or posted.amount <> i.amount
      or (posted.currency, posted.livemode, posted.authorization_id)
        is distinct from (i.currency::text, i.livemode::int, i.authorization_id::text)
  `,
};
