import type { Measurement } from '../../bench/measurement.ts';
import type { Results } from '../../bench/results.ts';
import { latenciesOf } from '../../bench/statistics/percentiles.ts';

/** Results of a made-up run in which every target is just reached. */
export const reached: Results = {
  at: '2027-01-15T12:00:00.000Z',
  machine: {
    cpu: 'Abacus',
    cores: 2,
    memoryBytes: 8 * 2 ** 30,
    system: 'Linux 6.0 x64',
    node: '20.20.0',
    postgres: '18.4',
    settings: {
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      shared_buffers: '1GB',
    },
    fdatasyncMs: 0.5,
    isInMemory: false,
  },
  seconds: 10,
  cards: 1000,
  closed: [
    measured({ system: 'ours', shape: 'spread', perSecond: 3000 }),
    measured({ system: 'classic', shape: 'spread', perSecond: 1000 }),
    measured({ system: 'ours', shape: 'hot', perSecond: 2550 }),
    measured({ system: 'classic', shape: 'hot', perSecond: 425 }),
  ],
  open: [measured({ system: 'ours', shape: 'spread', perSecond: 1500, asked: 1500, note: 'half' })],
  tpcb: [{ tool: 'pgbench 18.1', clients: 32, perSecond: 3000 }],
  realTime: {
    p50Ms: 1,
    p99Ms: 9.9,
    endpointP50Ms: 0.1,
    without: measured({ system: 'ours', shape: 'spread', perSecond: 100 }),
    with: measured({ system: 'ours', shape: 'spread', perSecond: 100 }),
  },
  growth: [
    {
      past: 0,
      apiBytes: 200_000_000,
      measurement: measured({ system: 'ours', shape: 'spread', perSecond: 3000 }),
    },
    {
      past: 1_000_000,
      apiBytes: 299_999_999,
      measurement: measured({ system: 'ours', shape: 'spread', perSecond: 2700 }),
    },
  ],
  verified: ['The ledger is right: usd.'],
};

export function measured(
  one: Pick<Measurement, 'perSecond' | 'shape' | 'system'> & Partial<Measurement>,
): Measurement {
  return {
    connections: 32,
    latencies: latenciesOf([1, 2, 24.9]),
    answered: 3,
    loadCpuSeconds: 1,
    wallSeconds: 10,
    declined: 0,
    failed: 0,
    unanswered: 0,
    ...one,
  };
}
