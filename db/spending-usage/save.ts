import { sql, type Transaction } from 'kysely';
import type { SpendingCounters } from '../../domain/spending/usage.ts';
import type { Database } from '../database.ts';
import { toJson, type VelocityJson } from '../json.ts';
import type { LimitOwner } from './find.ts';

export interface CountedUsage extends LimitOwner {
  readonly counters: SpendingCounters;
  /** Absent: as it stands. */
  readonly velocity?: VelocityJson | null;
}

/**
 * Writes what owners have used, each named once, under the lock of their Issuing balances: whoever
 * counts without it loses what another counts at the same time.
 */
export async function saveUsage(
  trx: Transaction<Database>,
  usage: readonly CountedUsage[],
): Promise<void> {
  if (usage.length === 0) return;
  const rows = usage.map(({ scope, ownerId, counters, velocity }) => ({
    account_id: scope.accountId,
    livemode: scope.livemode,
    owner_id: ownerId,
    counters,
    velocity,
  }));
  await sql`
    insert into spending_usage as standing (account_id, livemode, owner_id, counters, velocity)
    select account_id, livemode, owner_id, counters, velocity
    from jsonb_populate_recordset(null::spending_usage, ${toJson(rows)}::jsonb)
    -- Whoever counts first makes the row; an absent velocity leaves the one that stands.
    on conflict (account_id, livemode, owner_id) do update
      set counters = excluded.counters, velocity = coalesce(excluded.velocity, standing.velocity)
  `.execute(trx);
}
