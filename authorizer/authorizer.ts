import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Flights } from '../db/flights.ts';
import { failure } from '../domain/errors.ts';
import { makeId } from '../domain/ids.ts';
import type { AuthorizationMetrics } from '../infra/authorization-metrics.ts';
import type { Clock } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { seal } from '../infra/crypto/seal.ts';
import { uniqueTexts } from '../infra/ids.ts';
import { pause } from '../infra/pause.ts';
import { batcher } from './batcher.ts';
import { declineUnbooked, lastSeen } from './decline-unbooked.ts';
import {
  type Entry,
  type Lapsed,
  openEntry,
  type PurchaseAnswer,
  type PurchaseRequest,
} from './entry.ts';
import { wordKeeper } from './keep-word.ts';
import type { PathDeps } from './path.ts';
import type { RealTime } from './real-time/real-time.ts';
import { batchRunner } from './run-batch.ts';
import { placeOf } from './till.ts';
import { undoLate } from './undo-late.ts';

/**
 * Decides purchases: the way in for whatever speaks to merchants, today the sandbox, later a network.
 */
export interface Authorizer {
  /**
   * Decides a purchase and books what the decision means. A decline is an answer and no error.
   *
   * Answers within `DECISION_MS`, whatever happens: when too many wait, or Postgres is too slow, with a
   * decline for `stripe_internal_error`, and then nothing is held: an approval that is committed after
   * its answer is undone.
   *
   * @throws `resource_missing` when there is no such card; `parameter_invalid` for amounts that it cannot
   *   pay; `idempotency_key_in_use`, `idempotency_key_reused`.
   */
  readonly authorize: (request: PurchaseRequest) => Promise<PurchaseAnswer>;
  /**
   * For the end of a process, when all are answered: waits until the books say what was told, which may
   * be an approval that has to be undone. At most so long.
   */
  readonly drain: (ms: number) => Promise<void>;
}

export interface AuthorizerDeps {
  readonly db: Kysely<Database>;
  /** Of the same database: in these purchases are decided. */
  readonly flights: Flights;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly metrics: AuthorizationMetrics;
  /** Has the last word on what our own rules approve, where the account has an endpoint for it. */
  readonly realTime: Pick<RealTime, 'decide'>;
  readonly log: { readonly error: (fields: object, message: string) => void };
  readonly limits?: Partial<PathLimits>;
}

export interface PathLimits {
  /** Purchases of a batch: more would hold the balance for too long. */
  readonly batchMax: number;
  /** Purchases that wait: more could not be answered in time. */
  readonly queueMax: number;
  /** Batches at a time: the next one reads while the one before is committed. */
  readonly inFlightMax: number;
  /** From its arrival until a purchase is answered, milliseconds (contract, Annex C: two seconds). */
  readonly decisionMs: number;
}

const LIMITS: PathLimits = { batchMax: 64, queueMax: 2_000, inFlightMax: 2, decisionMs: 2_000 };

export function createAuthorizer(deps: AuthorizerDeps): Authorizer {
  const limits = { ...LIMITS, ...deps.limits };
  const { clock, db, keyring, log, metrics } = deps;
  const path: PathDeps = {
    flights: deps.flights,
    clock,
    unique: uniqueTexts(clock.nowMs),
    seal: (place, text) => seal(keyring, place, text),
  };
  const seen = lastSeen();
  const run = batchRunner({ ...deps, path, seen });
  const queue = batcher<Entry>({ ...limits, run });
  metrics.observeQueue(queue.waitingCount);
  const words = wordKeeper({
    queue,
    undo: async (lapsed, told) => {
      if (await undoLate(lapsed, told, { db, keyring, clock })) metrics.undone.inc();
    },
    log,
  });

  /** Says no in time, and is done when the books say so too. */
  async function decline(lapsed: Lapsed, tell: (told: Promise<PurchaseAnswer>) => void) {
    const told = declineUnbooked(lapsed, path, seen);
    tell(told);
    const answer = await told.catch(() => undefined);
    if (answer) metrics.decided.inc({ outcome: 'declined', reason: 'stripe_internal_error' });
    await words.keep(lapsed, answer?.body);
  }

  /** @param done is called when no more comes of this purchase. */
  const decided = (request: PurchaseRequest, done: () => void): Promise<PurchaseAnswer> =>
    new Promise((answer, fail) => {
      const entry = openEntry(request, {
        id: makeId('authorization', path.unique()),
        decisionMs: limits.decisionMs,
        answer: (given) => {
          done();
          answer(given);
        },
        fail: (error) => {
          done();
          fail(error);
        },
        onLapse: (lapsed) => void decline(lapsed, answer).finally(done),
      });
      if (!queue.add(entry)) entry.lapse('queue_full');
    });

  const keys = new Set<string>();
  return {
    async authorize(request) {
      const { keyed, scope } = request;
      if (!keyed) return decided(request, () => {});
      const key = `${placeOf(scope)}:${keyed.key}`;
      // Also while what an earlier request was told is not in the books yet: they might say something else.
      if (keys.has(key)) throw failure('idempotency_key_in_use', { key: keyed.key });
      keys.add(key);
      return decided(request, () => keys.delete(key));
    },
    drain: async (ms) => {
      await Promise.race([words.kept(), pause(ms)]);
    },
  };
}
