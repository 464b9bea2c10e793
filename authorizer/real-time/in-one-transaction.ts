import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { retryTransient } from '../../db/retry.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Clock, nowDate } from '../../infra/clock.ts';
import type { Keyring } from '../../infra/crypto/keyring.ts';
import { seal } from '../../infra/crypto/seal.ts';
import { uniqueTexts } from '../../infra/ids.ts';
import { randomFraction } from '../../infra/random.ts';

export interface WorkDeps {
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/** One database transaction, run again when Postgres asks for it. */
export const inOneTransaction = <T>(
  { db, keyring, clock }: WorkDeps,
  scope: Scope,
  act: (work: UnitOfWork) => Promise<T>,
): Promise<T> =>
  retryTransient(
    () =>
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
      ),
    { random: randomFraction, onRetry: () => {} },
  );
