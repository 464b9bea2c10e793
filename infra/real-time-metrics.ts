import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Of the endpoints that decide: how they answer, and which are no longer asked. */
export interface RealTimeMetrics {
  readonly endpointSeconds: Histogram<'answer'>;
  readonly resolved: Counter<'outcome' | 'reason'>;
  readonly observeCircuits: (openCount: () => number) => void;
}

/** From what a neighbour needs to the longest that an endpoint may take. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2];

export function createRealTimeMetrics(registry: Registry): RealTimeMetrics {
  const registers = [registry];
  return {
    endpointSeconds: new Histogram({
      name: 'decision_endpoint_duration_seconds',
      help: 'Time that purchases waited for their endpoint, by how it answered: approved, declined, error, timeout, or not_asked.',
      labelNames: ['answer'],
      buckets: SECONDS,
      registers,
    }),
    resolved: new Counter({
      name: 'real_time_decisions_total',
      help: 'Requests that were resolved after their endpoint was asked, by outcome and reason.',
      labelNames: ['outcome', 'reason'],
      registers,
    }),
    observeCircuits: (openCount) => {
      const gauge = new Gauge({
        name: 'decision_circuits_open',
        help: 'Endpoints that this process does not ask now, because they failed too often in a row.',
        registers,
        collect() {
          gauge.set(openCount());
        },
      });
    },
  };
}
