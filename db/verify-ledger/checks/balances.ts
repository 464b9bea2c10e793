import { sql } from 'kysely';
import type { Check } from '../check.ts';

/** The running balances of every ledger account are what its transfers add up to, from the first one. */
export const balances: Check = {
  subjects: 'ledger accounts, whose balances were added up from their transfers',
  countSubjects: sql`select count(*) from ledger_account`,
  findWrong: sql`
    with moved as (
      select account_id, debit_id, credit_id,
        case phase when 'pending' then amount when 'posted' then 0 else -pending_amount end as pending,
        case when phase in ('posted', 'post_pending') then amount else 0 end as posted
      from ledger_transfer
    ), recomputed as (
      select account_id, id, sum(debits_pending) as debits_pending, sum(debits_posted) as debits_posted,
        sum(credits_pending) as credits_pending, sum(credits_posted) as credits_posted
      from (
        select account_id, debit_id, pending, posted, 0, 0 from moved
        union all
        select account_id, credit_id, 0, 0, pending, posted from moved
      ) as side (account_id, id, debits_pending, debits_posted, credits_pending, credits_posted)
      group by account_id, id
    )
    select coalesce(a.id, r.id) as object,
      format('%s is %s, and its transfers add up to %s', balance.name, balance.stands, balance.sum)
        as problem
    from ledger_account a
    full join recomputed r on r.account_id = a.account_id and r.id = a.id
    cross join lateral (values
      ('debits_pending', a.debits_pending, coalesce(r.debits_pending, 0)),
      ('debits_posted', a.debits_posted, coalesce(r.debits_posted, 0)),
      ('credits_pending', a.credits_pending, coalesce(r.credits_pending, 0)),
      ('credits_posted', a.credits_posted, coalesce(r.credits_posted, 0))
    ) as balance (name, stands, sum)
    where balance.stands is distinct from balance.sum
  `,
};
