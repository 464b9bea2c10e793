/**
 * What falls due by itself in the authorizations of one account, up to an instant, the earliest first: for
 * the account's test clock, which goes from one to the next.
 */
import { type Kysely, sql } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

export interface DueRow {
  readonly id: string;
  readonly dueAt: Date;
}

interface Due {
  readonly until: Date;
  readonly limit: number;
}

/** Approvals that hold funds. One that an endpoint thinks about is decided first. */
export const dueHolds = (
  db: Kysely<Database>,
  scope: Scope,
  { until, limit }: Due,
): Promise<readonly DueRow[]> =>
  db
    .selectFrom('issuing_authorization')
    .select(['id', 'expires_at as dueAt'])
    .where((eb) => eb.and({ ...owned(scope), status: 'pending' }))
    .where('pending_request', 'is', null)
    .where('expires_at', '<=', until)
    .orderBy('expires_at')
    .orderBy('id')
    .limit(limit)
    .execute();

/** Fraud challenges that wait for an answer. */
export async function dueChallenges(
  db: Kysely<Database>,
  scope: Scope,
  { until, limit }: Due,
): Promise<readonly DueRow[]> {
  const expiresAt = sql<bigint>`(fraud_challenges -> 0 ->> 'expires_at')::bigint`;
  const rows = await db
    .selectFrom('issuing_authorization')
    .select(['id', expiresAt.as('expiresAt')])
    .where((eb) => eb.and(owned(scope)))
    .where(sql<string>`fraud_challenges -> 0 ->> 'status'`, '=', sql.lit('pending'))
    .where(expiresAt, '<=', BigInt(Math.floor(until.getTime() / 1_000)))
    .orderBy(expiresAt)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, expiresAt: at }) => ({ id, dueAt: new Date(Number(at) * 1_000) }));
}
