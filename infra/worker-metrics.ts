import { Counter, Histogram, Registry } from 'prom-client';

/** What one worker process counts. Temporal's server has the numbers of the workflows themselves. */
export interface WorkerMetrics {
  readonly registry: Registry;
  readonly outboxSwept: Counter<'outcome'>;
  readonly requestsSwept: Counter<'outcome'>;
  readonly challengesSwept: Counter<'outcome'>;
  readonly answersPurged: Counter;
  readonly remindersSent: Counter<'workflow'>;
  readonly holdsLapsed: Counter<'outcome'>;
  readonly deliveryAttempts: Counter<'outcome'>;
  readonly deliveryDelaySeconds: Histogram;
  readonly endpointsWoken: Counter<'outcome'>;
  readonly eventsPurged: Counter<'what'>;
}

/** From at once to the end of all retries: three days. */
const DELAY_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3_600, 21_600, 86_400, 259_200];

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
    requestsSwept: new Counter({
      name: 'undecided_requests_swept_total',
      help: 'Requests to decision endpoints that the sweeper resolved, because who asked had not, and those it failed to.',
      labelNames: ['outcome'],
      registers,
    }),
    challengesSwept: new Counter({
      name: 'fraud_challenges_swept_total',
      help: 'Fraud challenges that expired because nobody answered, and those that could not.',
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
    holdsLapsed: new Counter({
      name: 'authorization_holds_lapsed_total',
      help: 'Approvals whose time had passed: holds that were released, and those that could not be.',
      labelNames: ['outcome'],
      registers,
    }),
    deliveryAttempts: new Counter({
      name: 'webhook_delivery_attempts_total',
      help: 'Attempts to deliver an event to a webhook endpoint.',
      labelNames: ['outcome'],
      registers,
    }),
    deliveryDelaySeconds: new Histogram({
      name: 'webhook_delivery_delay_seconds',
      help: 'Time from an event to its successful delivery to an endpoint.',
      buckets: DELAY_SECONDS,
      registers,
    }),
    endpointsWoken: new Counter({
      name: 'webhook_endpoints_woken_total',
      help: 'Times that the workflow of an endpoint was told that there are events for it, or could not be.',
      labelNames: ['outcome'],
      registers,
    }),
    eventsPurged: new Counter({
      name: 'webhook_rows_purged_total',
      help: 'Events, deliveries and deleted endpoints that were removed because of their age.',
      labelNames: ['what'],
      registers,
    }),
  };
}
