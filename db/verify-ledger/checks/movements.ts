import { sql } from 'kysely';
import type { Check } from '../check.ts';

/**
 * A movement is whole: its legs are numbered from 0 without a gap, happened at once in one currency,
 * are about the same thing, and open one hold at most.
 */
export const movements: Check = {
  subjects: 'movements, each with all of its legs',
  countSubjects: sql`select count(*) from ledger_transfer where leg = 0`,
  findWrong: sql`
    select movement || '/' || max(leg) as object,
      case
        when count(*) <> max(leg) + 1 then format('its movement has %s of %s legs', count(*), max(leg) + 1)
        when count(*) filter (where phase = 'pending') > 1 then 'its movement opens more than one hold'
        else 'the legs of its movement disagree on mode, currency, time or what they are about'
      end as problem
    from ledger_transfer
    group by account_id, movement
    having count(*) <> max(leg) + 1
      or count(*) filter (where phase = 'pending') > 1
      or min(livemode::int) <> max(livemode::int)
      or min(currency::text) <> max(currency::text)
      or min(created_at) <> max(created_at)
      or count(authorization_id) not in (0, count(*))
      or min(authorization_id::text) <> max(authorization_id::text)
      or count(issuing_transaction_id) not in (0, count(*))
      or min(issuing_transaction_id::text) <> max(issuing_transaction_id::text)
      or count(source_id) not in (0, count(*))
      or min(source_id::text) <> max(source_id::text)
  `,
};
