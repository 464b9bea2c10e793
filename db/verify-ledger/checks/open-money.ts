import { sql } from 'kysely';
import type { Check } from '../check.ts';

/** What must lie on the ledger accounts between two places, added up from what is open. */
const open = sql`
  select account_id, livemode, currency, 'in_transit' as code, amount
  from payout where original_payout_id is null and status in ('in_transit', 'pending')
  union all
  select account_id, livemode, currency, 'in_transit', amount
  from balance_transfer where status = 'pending'
  union all
  select account_id, livemode, currency, 'suspense', amount
  from bank_credit where status in ('held', 'returning')
  union all
  select account_id, livemode, currency, 'write_offs', -written_off
  from negative_balance where written_off is not null
`;

/** What is on its way, in suspense or written off is what payouts, transfers, bank credits and balances say. */
export const openMoney: Check = {
  subjects: 'accounts of money on its way, in suspense or written off, each of what is open',
  countSubjects: sql`
    select count(*) from ledger_account where code in ('in_transit', 'suspense', 'write_offs')
  `,
  findWrong: sql`
    with said as (
      select account_id, livemode, currency, code, sum(amount) as amount from (${open}) as open
      group by account_id, livemode, currency, code
    ), stands as (
      select account_id, livemode, currency, code, id, credits_posted - debits_posted as amount
      from ledger_account where code in ('in_transit', 'suspense', 'write_offs')
    )
    select coalesce(stands.id, said.account_id) as object,
      format('%s has %s, and what is open comes to %s', coalesce(stands.code, said.code),
        coalesce(stands.amount, 0), coalesce(said.amount, 0)) as problem
    from stands
    full join said on said.account_id = stands.account_id and said.livemode = stands.livemode
      and said.currency = stands.currency and said.code = stands.code
    where coalesce(stands.amount, 0) <> coalesce(said.amount, 0)
  `,
};
