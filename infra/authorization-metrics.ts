import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Of the fast path: where its time goes, and what comes of it. */
export interface AuthorizationMetrics {
  readonly stageSeconds: Histogram<'stage'>;
  readonly batchSize: Histogram;
  readonly decided: Counter<'outcome' | 'reason'>;
  readonly batchesSplit: Counter;
  readonly batchesRetried: Counter<'sql_state'>;
  readonly undone: Counter;
  readonly observeQueue: (waiting: () => number) => void;
}

/** From a tenth of a millisecond to the longest that a decision may take. */
const SECONDS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2,
];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128];

export function createAuthorizationMetrics(registry: Registry): AuthorizationMetrics {
  const registers = [registry];
  return {
    stageSeconds: new Histogram({
      name: 'authorization_stage_duration_seconds',
      help: 'Time of a purchase in its queue, and of its batch to lock, decide, write and commit.',
      labelNames: ['stage'],
      buckets: SECONDS,
      registers,
    }),
    batchSize: new Histogram({
      name: 'authorization_batch_size',
      help: 'Purchases that shared a database transaction.',
      buckets: SIZES,
      registers,
    }),
    decided: new Counter({
      name: 'authorizations_decided_total',
      help: 'Purchases that were answered, by outcome and reason.',
      labelNames: ['outcome', 'reason'],
      registers,
    }),
    batchesSplit: new Counter({
      name: 'authorization_batches_split_total',
      help: 'Batches that Postgres refused, and that were then decided in halves.',
      registers,
    }),
    batchesRetried: new Counter({
      name: 'authorization_batches_retried_total',
      help: 'Batches that were run again because Postgres asked for it, by its SQLSTATE.',
      labelNames: ['sql_state'],
      registers,
    }),
    undone: new Counter({
      name: 'authorizations_undone_total',
      help: 'Purchases that were committed after their asker had been told no, and undone.',
      registers,
    }),
    observeQueue: (waiting) => {
      const gauge = new Gauge({
        name: 'authorizations_waiting',
        help: 'Purchases that wait for a batch.',
        registers,
        collect() {
          gauge.set(waiting());
        },
      });
    },
  };
}
