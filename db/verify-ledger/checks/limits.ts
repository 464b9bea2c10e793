import { sql } from 'kysely';
import { spendingOfAsked } from '../../spending-usage/history.ts';
import type { Check } from '../check.ts';

/** An authorization counts for limits what is held for it, and what was captured and not refunded. */
export const spending: Check = {
  subjects: 'authorizations, each counting for limits what its hold and its clearings say',
  countSubjects: sql`select count(*) from issuing_authorization`,
  findWrong: sql`
    with cleared as (
      select account_id, authorization_id, -sum(amount) as amount
      from issuing_transaction where authorization_id is not null
      group by account_id, authorization_id
    )
    select a.id as object,
      format('it counts %s, and its hold and its clearings say %s', a.spent, said.amount) as problem
    from issuing_authorization a
    left join ledger_transfer hold on hold.account_id = a.account_id
      and hold.movement = a.hold_movement and hold.leg = a.hold_leg
    left join cleared on cleared.account_id = a.account_id and cleared.authorization_id = a.id
    cross join lateral (
      select coalesce(hold.amount, 0) + coalesce(cleared.amount, 0) as amount
    ) as said
    where a.spent <> said.amount
  `,
};

/** Partial ones judge no limit, and are not whole. */
const counter = sql`
  select u.account_id, u.livemode, u.owner_id, each.key as signature,
    (each.value ->> 'used')::numeric as used,
    to_timestamp((each.value ->> 'window')::float8) as since
  from spending_usage u cross join lateral jsonb_each(u.counters) as each
  where not each.value ? 'partial'
`;

/**
 * A counter of a limit is the sum of what history has since its window began. All of it: had anything
 * been spent after the window, the counter would have moved on. Nothing here relies on ids that sort by
 * time, as the counters themselves do.
 */
export const limits: Check = {
  subjects: 'counters of spending limits, each equal to history',
  countSubjects: sql`select count(*) from (${counter}) as counter`,
  findWrong: sql`
    select asked.owner_id as object,
      format('its counter %s has %s since %s, and history has %s', asked.signature, asked.used,
        to_char(asked.since at time zone 'UTC', 'YYYY-MM-DD'), history.sum) as problem
    from (
      select counter.*, 'infinity'::timestamptz as until, '' as first_digits,
        string_to_array(nullif(split_part(signature, ':', 2), ''), ',') as categories
      from (${counter}) as counter
    ) as asked
    cross join lateral (
      select coalesce(sum(amount), 0) as sum from (${spendingOfAsked}) as spending
    ) as history
    where asked.used <> history.sum
  `,
};
