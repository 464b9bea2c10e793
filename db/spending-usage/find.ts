import { type Kysely, sql } from 'kysely';
import type { AccountId, CardholderId, CardId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { SpendingCounters } from '../../domain/spending/usage.ts';
import type { Database } from '../database.ts';
import type { SpendingCountersJson, VelocityJson } from '../json.ts';
import { countersOf } from './counters.ts';

/** The first card of a chain of replacements, a cardholder, or the account itself: the program. */
export type LimitOwnerId = AccountId | CardholderId | CardId;

export interface LimitOwner {
  readonly scope: Scope;
  readonly ownerId: LimitOwnerId;
}

export interface SpendingUsage extends LimitOwner {
  readonly counters: SpendingCounters;
  readonly velocity: VelocityJson | null;
}

/**
 * What owners have used of their limits, in the order asked; no counters where there is no row. It is
 * true for as long as the caller has locked the Issuing balance, and read by primary key, so that it
 * costs the same after a million purchases as after ten.
 */
export async function findUsage(
  db: Kysely<Database>,
  owners: readonly LimitOwner[],
): Promise<readonly SpendingUsage[]> {
  const { rows } = await sql<{
    readonly counters: SpendingCountersJson | null;
    readonly velocity: VelocityJson | null;
  }>`
    select u.counters, u.velocity
    from unnest(
      ${owners.map(({ scope }): string => scope.accountId)}::text[],
      ${owners.map(({ scope }) => scope.livemode)}::boolean[],
      ${owners.map(({ ownerId }): string => ownerId)}::text[]
    ) with ordinality as asked (account_id, livemode, owner_id, turn)
    left join spending_usage u on u.account_id = asked.account_id
      and u.livemode = asked.livemode and u.owner_id = asked.owner_id
    order by asked.turn
  `.execute(db);
  return owners.map((owner, index) => ({
    ...owner,
    counters: countersOf(rows[index]?.counters ?? {}),
    velocity: rows[index]?.velocity ?? null,
  }));
}
