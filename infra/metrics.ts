import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What one process measures. A registry of its own, so that two in one process (tests) do not meet. */
export interface Metrics {
  readonly registry: Registry;
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly requestsInFlight: Gauge;
  readonly requestsShed: Counter;
  readonly answersReplayed: Counter;
  readonly transactionsRetried: Counter<'sql_state'>;
  /** Asks for the state of a pool whenever the numbers are read. */
  readonly observePool: (read: () => PoolState) => void;
}

interface PoolState {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

/** From a millisecond to the longest that anything may take. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first line of a request to the end of its answer.',
      // The pattern of a route, never its path: a label for each id would grow without end.
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    requestsInFlight: new Gauge({
      name: 'http_requests_in_flight',
      help: 'Requests that are being answered.',
      registers,
    }),
    requestsShed: new Counter({
      name: 'http_requests_shed_total',
      help: 'Requests refused because too many were being answered.',
      registers,
    }),
    answersReplayed: new Counter({
      name: 'idempotent_answers_replayed_total',
      help: 'Answers given again for an idempotency key.',
      registers,
    }),
    transactionsRetried: new Counter({
      name: 'database_transactions_retried_total',
      help: 'Database transactions run again after a deadlock or a serialization failure.',
      labelNames: ['sql_state'],
      registers,
    }),
    observePool: (read) => {
      const state = new Gauge({
        name: 'database_connections',
        help: 'Connections of the pool, and requests waiting for one.',
        labelNames: ['state'],
        registers,
        collect() {
          for (const [name, count] of Object.entries(read())) state.set({ state: name }, count);
        },
      });
    },
  };
}
