import type { Kysely } from 'kysely';
import type { AuthorizationId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { notBeforeItsClock } from '../test-clocks/not-before-its-clock.ts';

/** An approval whose time has passed, of whatever tenant. */
export interface DueAuthorization {
  readonly scope: Scope;
  readonly id: AuthorizationId;
  readonly expiresAt: Date;
}

interface Due {
  /** Absent: of all tenants. */
  readonly scope?: Scope;
  /** The account's time; or real time, of all tenants: then those on a test clock are left to it until it is later. */
  readonly now: Date;
  readonly limit: number;
  /** The last one that was found before: what failed does not hold up what comes after it. */
  readonly after?: Pick<DueAuthorization, 'expiresAt' | 'id'> | undefined;
}

/**
 * Approvals that have lapsed and still hold funds, the oldest first. A request that an endpoint thinks
 * about is not among them: what it asks is decided first. The index has open authorizations only, so that
 * looking costs what is due and not what was ever approved.
 */
export async function findDueAuthorizations(
  db: Kysely<Database>,
  { scope, now, limit, after }: Due,
): Promise<readonly DueAuthorization[]> {
  const rows = await db
    .selectFrom('issuing_authorization')
    .select(['account_id', 'livemode', 'id', 'expires_at'])
    .where('status', '=', 'pending')
    .where((eb) => (scope === undefined ? eb.lit(true) : eb.and(owned(scope))))
    .where('pending_request', 'is', null)
    .where('expires_at', '<=', now)
    .where(notBeforeItsClock('issuing_authorization.expires_at'))
    .where((eb) =>
      after === undefined
        ? eb.lit(true)
        : eb(eb.refTuple('expires_at', 'id'), '>', eb.tuple(after.expiresAt, after.id)),
    )
    .orderBy('expires_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ account_id, livemode, id, expires_at }) => ({
    scope: { accountId: account_id, livemode },
    id,
    expiresAt: expires_at,
  }));
}
