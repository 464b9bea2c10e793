import { Counter, Registry } from 'prom-client';

/** What one worker process counts. Temporal's server has the numbers of the workflows themselves. */
export interface WorkerMetrics {
  readonly registry: Registry;
  readonly outboxSwept: Counter<'outcome'>;
  readonly answersPurged: Counter;
  readonly remindersSent: Counter<'workflow'>;
}

export function createWorkerMetrics(): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    outboxSwept: new Counter({
      name: 'outbox_entries_swept_total',
      help: 'Workflows that the sweeper started or told, because who wrote the row had not, and those it failed to.',
      labelNames: ['outcome'],
      registers,
    }),
    answersPurged: new Counter({
      name: 'idempotent_answers_purged_total',
      help: 'Stored answers deleted because they were too old to be asked for.',
      registers,
    }),
    remindersSent: new Counter({
      name: 'workflow_reminders_total',
      help: 'Times that a person was reminded of a decision.',
      labelNames: ['workflow'],
      registers,
    }),
  };
}
