import type { Kysely } from 'kysely';
import { constraintOf } from '../db/constraint.ts';
import type { Database } from '../db/database.ts';
import { outageOf } from '../db/outage.ts';
import { retryTransient } from '../db/retry.ts';
import type { AuthorizationMetrics } from '../infra/authorization-metrics.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { randomFraction } from '../infra/random.ts';
import type { LastSeen } from './decline-unbooked.ts';
import type { Entry } from './entry.ts';
import { decideBatch, type DecidedBatch, type Fate, type PathDeps } from './path.ts';
import { readAnswer } from './read-answer.ts';
import type { RealTime } from './real-time/real-time.ts';

export interface RunnerDeps {
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly metrics: AuthorizationMetrics;
  readonly realTime: Pick<RealTime, 'decide'>;
  readonly path: PathDeps;
  readonly seen: LastSeen;
}

/** Beyond the deadline that an endpoint was given, to book what it has said. */
const BOOKING_MS = 1_000;

/**
 * Runs batches and answers their members. A batch that Postgres refuses is run again in halves, and those
 * again, so that whoever it was fails alone: with a few more commits, where one for each member would
 * take longer than the neighbours have time.
 */
export function batchRunner(deps: RunnerDeps): (batch: readonly Entry[]) => Promise<void> {
  async function run(batch: readonly Entry[]): Promise<void> {
    const entries = batch.filter((entry) => !entry.hasLapsed());
    const [first, ...others] = entries;
    if (first === undefined) return;
    try {
      const decided = await commit(entries, deps);
      for (const fate of decided.fates) void settle(fate, deps).catch(fate.entry.fail);
    } catch (error) {
      if (others.length === 0 || outageOf(error)) {
        for (const entry of entries) entry.fail(error);
        return;
      }
      deps.metrics.batchesSplit.inc();
      const middle = Math.ceil(entries.length / 2);
      await run(entries.slice(0, middle));
      await run(entries.slice(middle));
    }
  }
  return run;
}

async function commit(
  entries: readonly Entry[],
  { path, metrics }: RunnerDeps,
): Promise<DecidedBatch> {
  const retries = {
    random: randomFraction,
    onRetry: (state: string) => metrics.batchesRetried.inc({ sql_state: state }),
  };
  const decide = (): Promise<DecidedBatch> => decideBatch(entries, path);
  const decided = await retryTransient(
    () => decide().catch(againWhenTaken(entries, decide)),
    retries,
  );
  const { lockMs, decideMs, writeMs, writtenMs } = decided.times;
  metrics.batchSize.observe(entries.length);
  metrics.stageSeconds.observe({ stage: 'lock' }, lockMs / 1000);
  metrics.stageSeconds.observe({ stage: 'decide' }, decideMs / 1000);
  metrics.stageSeconds.observe({ stage: 'write' }, writeMs / 1000);
  metrics.stageSeconds.observe({ stage: 'commit' }, (performance.now() - writtenMs) / 1000);
  return decided;
}

/**
 * Another request has committed under the key of this one after it looked for an answer: a command, which
 * does not queue for the balance. Now its answer is there to be found.
 */
const againWhenTaken =
  (entries: readonly Entry[], decide: () => Promise<DecidedBatch>) =>
  (error: unknown): Promise<DecidedBatch> => {
    const isTaken = constraintOf(error) === 'idempotent_answer_pkey';
    if (isTaken && entries.length === 1) return decide();
    throw error;
  };

/** Answers whoever waits, now that the decision is committed. */
async function settle(fate: Fate, deps: RunnerDeps): Promise<void> {
  const { entry } = fate;
  if ('error' in fate) return entry.fail(fate.error);
  if ('answered' in fate) return entry.answer(await readAnswer(entry.request, fate.answered, deps));
  const { presented } = fate;
  const { approved, asksEndpoint, known, reason, stages } = presented;
  const { metrics, seen, realTime } = deps;
  metrics.stageSeconds.observe({ stage: 'queue' }, stages.queue / 1000);
  seen.remember(known);
  // It came too late: who told its asker so sees to it that it is undone.
  if (entry.hasLapsed()) return;
  if (asksEndpoint) {
    entry.lapseLater(BOOKING_MS);
    const leftMs = entry.deadlineMs - performance.now();
    const { scope } = entry.request;
    const object = await realTime.decide({ scope, view: presented.view, leftMs });
    return entry.answer({ body: JSON.stringify(object) });
  }
  // What lapsed was counted when it was answered.
  if (!entry.fault) metrics.decided.inc({ outcome: approved ? 'approved' : 'declined', reason });
  entry.answer({ body: presented.json });
}
