import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { retryTransient } from '../db/retry.ts';
import { holdAccountTime } from '../db/test-clocks/account-time.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { seal } from '../infra/crypto/seal.ts';
import { uniqueTexts } from '../infra/ids.ts';
import { randomFraction } from '../infra/random.ts';
import { workTime } from './work-time.ts';

export interface WorkDeps {
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

type Occasion = Pick<UnitOfWork, 'scope' | 'trx'> & Partial<Pick<UnitOfWork, 'cause'>>;

/**
 * What is done in one database transaction, at the account's own time, which stands meanwhile; and at
 * nobody's request unless a cause is named.
 */
export async function openUnitOfWork(
  { trx, scope, cause = { requestId: null, idempotencyKey: null } }: Occasion,
  { keyring, clock }: Pick<WorkDeps, 'clock' | 'keyring'>,
): Promise<UnitOfWork> {
  const clocked = await holdAccountTime(trx, scope);
  return {
    trx,
    scope,
    ...workTime(clocked, { clock, unique: uniqueTexts(clock.nowMs) }),
    seal: (place, text) => seal(keyring, place, text),
    cause,
    enqueued: [],
  };
}

/** One database transaction, run again when Postgres asks for it. */
export const inOneTransaction = <T>(
  deps: WorkDeps,
  scope: Scope,
  act: (work: UnitOfWork) => Promise<T>,
): Promise<T> =>
  retryTransient(
    () =>
      deps.db.transaction().execute(async (trx) => act(await openUnitOfWork({ trx, scope }, deps))),
    { random: randomFraction, onRetry: () => {} },
  );
