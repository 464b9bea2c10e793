import { type Kysely, sql } from 'kysely';
import type { AuthorizationId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';
import { notBeforeItsClock } from '../test-clocks/not-before-its-clock.ts';

/** An authorization whose fraud challenge nobody answered in time. */
export interface Unanswered {
  readonly scope: Scope;
  readonly id: AuthorizationId;
}

/**
 * Fraud challenges whose hour is over, of all accounts, the oldest first. The index has only those that
 * wait for an answer. Nothing is locked: who lets one expire looks again under its lock.
 */
export async function findUnanswered(
  db: Kysely<Database>,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly Unanswered[]> {
  const expiresAt = sql<bigint>`(fraud_challenges -> 0 ->> 'expires_at')::bigint`;
  const rows = await db
    .selectFrom('issuing_authorization')
    .select(['account_id', 'livemode', 'id'])
    .where(sql<string>`fraud_challenges -> 0 ->> 'status'`, '=', sql.lit('pending'))
    .where(expiresAt, '<=', BigInt(Math.floor(now.getTime() / 1000)))
    .where(notBeforeItsClock(sql<Date>`to_timestamp(${expiresAt})`))
    .orderBy(expiresAt)
    .limit(limit)
    .execute();
  return rows.map(({ account_id, livemode, id }) => ({
    scope: { accountId: account_id, livemode },
    id,
  }));
}
