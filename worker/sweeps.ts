import { getMaxListeners, setMaxListeners } from 'node:events';
import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { fileStoreInPostgres } from '../db/files/content.ts';
import { systemClock } from '../infra/clock.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import type { Logger } from '../infra/logging.ts';
import type { Temporal } from '../infra/temporal/client.ts';
import type { WorkerMetrics } from '../infra/worker-metrics.ts';
import { purgeOldAnswers } from './answer-purge.ts';
import { sweepChallenges } from './challenge-sweeper.ts';
import { sweepEndpoints } from './endpoint-sweeper.ts';
import { purgeOldEvents } from './event-purge.ts';
import { purgeExpiredFiles } from './file-purge.ts';
import { sweepLowBalances } from './low-balance-sweeper.ts';
import { sweepNegativeBalances } from './negative-balance-sweeper.ts';
import { sweepOutbox } from './outbox-sweeper.ts';
import { repeat } from './repeat.ts';
import { sweepRequests } from './request-sweeper.ts';
import { sweepTestClocks } from './test-clock-sweeper.ts';

interface SweepDeps {
  readonly db: Kysely<Database>;
  readonly temporal: Temporal;
  readonly keyring: Keyring;
  readonly log: Logger;
  readonly metrics: WorkerMetrics;
}

const SECOND = 1_000;
const HOUR = 3_600_000;
/** How often it is asked whether an endpoint has events: the most of what a delivery takes by itself. */
const WAKE_EVERY = 500;
/** A request that nobody resolved holds money: with the time it is given first, for a quarter of a minute. */
const RESOLVE_EVERY = 5 * SECOND;
/** Of an hour that the cardholder has for his answer. */
const EXPIRE_EVERY = 30 * SECOND;

/** Within a minute somebody hears of a balance that is low, or below zero. */
const FUNDING_EVERY = 30 * SECOND;

/** Runs what every worker does beside its workflows, until the signal. Ends after the turns that run. */
export async function startSweeps(
  { db, temporal, keyring, log, metrics }: SweepDeps,
  signal: AbortSignal,
): Promise<void> {
  const rhythm = (everyMs: number, what: string) => ({
    everyMs,
    signal,
    onError: (err: unknown) => log.error({ err }, `${what} failed`),
  });
  const onSwept = (outcome: 'failed' | 'sent'): void => metrics.outboxSwept.inc({ outcome });
  const onPurged = (count: number): void => metrics.answersPurged.inc(count);
  const onWoken = (outcome: 'failed' | 'told'): void => metrics.endpointsWoken.inc({ outcome });
  const onResolved = (outcome: 'failed' | 'resolved'): void =>
    metrics.requestsSwept.inc({ outcome });
  const onExpired = (outcome: 'expired' | 'failed'): void =>
    metrics.challengesSwept.inc({ outcome });
  const sweeps = [
    repeat(rhythm(SECOND, 'the outbox sweep'), () => sweepOutbox({ db, temporal, log, onSwept })),
    repeat(rhythm(RESOLVE_EVERY, 'the sweep of undecided requests'), () =>
      sweepRequests({ db, keyring, clock: systemClock, log, onSwept: onResolved }),
    ),
    repeat(rhythm(EXPIRE_EVERY, 'the sweep of fraud challenges'), () =>
      sweepChallenges({ db, keyring, clock: systemClock, log, onSwept: onExpired }),
    ),
    repeat(rhythm(FUNDING_EVERY, 'the sweep of low balances'), () =>
      sweepLowBalances({ db, keyring, clock: systemClock }),
    ),
    repeat(rhythm(FUNDING_EVERY, 'the sweep of negative balances'), () =>
      sweepNegativeBalances({ db, keyring, clock: systemClock }),
    ),
    repeat(rhythm(HOUR, 'the sweep of test clocks'), () =>
      sweepTestClocks({ db, keyring, clock: systemClock }),
    ),
    repeat(rhythm(HOUR, 'the purge of answers'), () =>
      purgeOldAnswers({ db, clock: systemClock, onPurged }),
    ),
    repeat(rhythm(HOUR, 'the purge of files'), () =>
      purgeExpiredFiles({ db, clock: systemClock, fileStore: fileStoreInPostgres }),
    ),
    repeat(rhythm(WAKE_EVERY, 'the sweep of webhook endpoints'), () =>
      sweepEndpoints({ db, temporal, log, onWoken }),
    ),
    repeat(rhythm(HOUR, 'the purge of events'), () =>
      purgeOldEvents({
        db,
        clock: systemClock,
        onPurged: (what, count) => metrics.eventsPurged.inc({ what }, count),
      }),
    ),
  ];
  // Each listens while it rests: more than Node expects of one signal, and no leak.
  setMaxListeners(sweeps.length + getMaxListeners(signal), signal);
  await Promise.all(sweeps);
}
