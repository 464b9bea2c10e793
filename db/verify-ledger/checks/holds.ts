import { sql } from 'kysely';
import type { Check } from '../check.ts';

/** What is pending and has not been settled. */
const openHold = sql`
  select p.account_id, p.livemode, p.movement, p.leg, p.amount, p.currency, p.authorization_id
  from ledger_transfer p
  where p.phase = 'pending' and not exists (
    select from ledger_transfer s
    where s.account_id = p.account_id and s.pending_movement = p.movement and s.pending_leg = p.leg
  )
`;

/** Nothing is held that no authorization accounts for. */
export const openHolds: Check = {
  subjects: 'open holds, each of an authorization',
  countSubjects: sql`select count(*) from (${openHold}) as hold`,
  findWrong: sql`
    select hold.movement || '/' || hold.leg as object,
      format('it holds %s for %s', hold.amount,
        coalesce('the authorization ' || hold.authorization_id || ', which is not there', 'no authorization'))
        as problem
    from (${openHold}) as hold
    left join issuing_authorization a
      on a.account_id = hold.account_id and a.id = hold.authorization_id
    where a.id is null
  `,
};

/**
 * What a pending authorization holds is what was approved and what an endpoint has been asked. When that
 * is above zero it has exactly one open hold: the one that it names, of that amount, its currency and
 * mode. Any other has none.
 */
export const authorizations: Check = {
  subjects: 'authorizations, each with exactly the hold that it says',
  countSubjects: sql`select count(*) from issuing_authorization`,
  findWrong: sql`
    with held as (
      select account_id, authorization_id, count(*) as count, sum(amount) as amount,
        min(row(movement, leg, amount, currency::text, livemode)::text) as hold
      from (${openHold}) as hold
      where authorization_id is not null
      group by account_id, authorization_id
    ), counted as (
      select *, case when approved then amount else 0 end
        + coalesce((pending_request ->> 'amount')::bigint, 0) as total
      from issuing_authorization
    ), standing as (
      select account_id, id, total as amount, hold_movement,
        case when approved or pending_request is not null then status else 'declined' end as status,
        status = 'pending' and total > 0 as holds,
        row(hold_movement, hold_leg, total, currency::text, livemode)::text as hold
      from counted
    )
    select a.id as object,
      case
        when not a.holds and held.count > 0 then format('it is %s, and %s is held for it', a.status, held.amount)
        when not a.holds then format('it is %s, and names a hold', a.status)
        when held.count is null then format('it is %s, and nothing is held of its %s', a.status, a.amount)
        when held.count > 1 then format('%s holds are open for it', held.count)
        when held.amount <> a.amount then format('it says %s, and %s is held for it', a.amount, held.amount)
        else format('it names the hold %s, and %s is open for it', a.hold, held.hold)
      end as problem
    from standing a
    left join held on held.account_id = a.account_id and held.authorization_id = a.id
    where case when a.holds then held.count is distinct from 1 or held.hold <> a.hold
               else held.count is not null or a.hold_movement is not null end
  `,
};
