import { sql } from 'kysely';
import type { Check } from '../check.ts';

const sums = sql`
  select currency, livemode, sum(debits_pending) as debits_pending, sum(debits_posted) as debits_posted,
    sum(credits_pending) as credits_pending, sum(credits_posted) as credits_posted
  from ledger_account group by currency, livemode
`;

/** Money is neither made nor lost: what some ledger accounts gave, others took. */
export const conservation: Check = {
  subjects: 'currencies and modes, each with as much debited as credited',
  countSubjects: sql`select count(*) from (${sums}) as total`,
  findWrong: sql`
    select currency::text as object,
      format('in %s mode %s is debited and %s credited; pending, %s and %s',
        case when livemode then 'live' else 'test' end,
        debits_posted, credits_posted, debits_pending, credits_pending) as problem
    from (${sums}) as total
    where debits_posted <> credits_posted or debits_pending <> credits_pending
  `,
};
