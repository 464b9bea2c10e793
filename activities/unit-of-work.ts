import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { Scope } from '../domain/scope.ts';
import { type Clock, nowDate } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { seal } from '../infra/crypto/seal.ts';
import { uniqueTexts } from '../infra/ids.ts';

export interface WorkDeps {
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/**
 * One database transaction in which an activity changes something, at nobody's request. It is not
 * repeated here: when Postgres asks for that the activity fails, and Temporal runs it again.
 */
export const inUnitOfWork = <T>(
  { db, keyring, clock }: WorkDeps,
  scope: Scope,
  act: (work: UnitOfWork) => Promise<T>,
): Promise<T> =>
  db.transaction().execute((trx) =>
    act({
      trx,
      scope,
      now: nowDate(clock),
      unique: uniqueTexts(clock.nowMs),
      seal: (place, text) => seal(keyring, place, text),
      cause: { requestId: null, idempotencyKey: null },
      enqueued: [],
    }),
  );
