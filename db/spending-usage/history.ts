import { type RawBuilder, sql } from 'kysely';
import { idDigitsAt } from '../../domain/id-time.ts';
import { type LimitSignature, partsOf } from '../../domain/spending/usage.ts';
import type { LimitOwner } from './find.ts';

/** What to add up: the spending of an owner that a signature counts, from one second until before another. */
export interface AskedPeriod extends LimitOwner {
  readonly signature: LimitSignature;
  readonly since: number;
  /** `Infinity`: whatever was spent since. */
  readonly until: number;
}

/** What is dated in a period was made at most a day before it: clocks do not differ by more. */
const DAY = 86_400;

/** The periods as a relation `asked`, in their order by `turn`, for `spendingOfAsked`. */
export const askedPeriods = (periods: readonly AskedPeriod[]): RawBuilder<unknown> => sql`
  unnest(
    ${periods.map(({ scope }): string => scope.accountId)}::text[],
    ${periods.map(({ scope }) => scope.livemode)}::boolean[],
    ${periods.map(({ ownerId }): string => ownerId)}::text[],
    ${periods.map(({ signature }): string => signature)}::text[],
    ${periods.map(({ signature }) => partsOf(signature).categories?.join(',') ?? null)}::text[],
    ${periods.map(({ since }) => instantText(since))}::timestamptz[],
    ${periods.map(({ until }) => instantText(until))}::timestamptz[],
    ${periods.map(({ since }) => idDigitsAt((since - DAY) * 1000))}::text[]
  ) with ordinality
    as listed (account_id, livemode, owner_id, signature, list, since, until, first_digits, turn)
  cross join lateral (
    select listed.*, string_to_array(listed.list, ',') as categories
  ) as asked
`;

const instantText = (seconds: number): string =>
  Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : 'infinity';

/**
 * Each thing that an owner has spent, for every row of a relation `asked (account_id, livemode,
 * owner_id, categories, since, until, first_digits)`: what its authorizations count, in the window in
 * which they were made, and force captures less what was given back of them. A refund that no capture
 * is known for gives nothing back. `categories` null is all of them; `first_digits` is how the ids
 * begin that were made a day before `since`, so that an index skips what is older.
 *
 * Of the three kinds of owner, Postgres runs only the part that fits the id. Reads in order of time:
 * by card, by cardholder, and for the program by the primary key. Force captures are found among the
 * few issuing transactions that belong to no authorization.
 */
export const spendingOfAsked = sql`
  select a.spent as amount, a.created_at
  from (
    select a.* from issuing_card c
    join issuing_authorization a on a.account_id = c.account_id and a.card_id = c.id
    where asked.owner_id like 'ic\\_%' and c.account_id = asked.account_id
      and c.chain_id = asked.owner_id
      and a.id collate "C" >= 'iauth_' || asked.first_digits
    union all
    select a.* from issuing_authorization a
    where asked.owner_id like 'ich\\_%' and a.account_id = asked.account_id
      and a.cardholder_id = asked.owner_id
      and a.id collate "C" >= 'iauth_' || asked.first_digits
    union all
    select a.* from issuing_authorization a
    where asked.owner_id like 'acct\\_%' and a.account_id = asked.account_id
      and a.id collate "C" >= 'iauth_' || asked.first_digits
  ) as a
  where a.livemode = asked.livemode and a.spent <> 0
    and a.created_at >= asked.since and a.created_at < asked.until
    and (asked.categories is null or a.merchant_data ->> 'category' = any (asked.categories))
  union all
  select -t.amount - coalesce((
      select sum(r.amount) from issuing_transaction r
      where r.account_id = t.account_id and r.refund_of = t.id
    ), 0), t.created_at
  from issuing_transaction t
  where t.account_id = asked.account_id and t.authorization_id is null
    and t.id collate "C" >= 'ipi_' || asked.first_digits
    and t.type = 'capture' and t.livemode = asked.livemode
    and t.created_at >= asked.since and t.created_at < asked.until
    and (asked.categories is null or t.merchant_data ->> 'category' = any (asked.categories))
    and case
      when asked.owner_id like 'ic\\_%' then t.card_id in (
        select c.id from issuing_card c
        where c.account_id = asked.account_id and c.chain_id = asked.owner_id)
      when asked.owner_id like 'ich\\_%' then t.cardholder_id = asked.owner_id
      else t.account_id = asked.owner_id
    end
`;
