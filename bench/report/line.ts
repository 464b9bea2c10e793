import type { Measurement } from '../measurement.ts';
import type { CpuShares } from '../tuning/cpu-time.ts';
import { inMs, perSecond } from './figures.ts';

/** One measurement, for whoever watches. */
export function measurementLine(measurement: Measurement): string {
  const { system, shape, connections, asked, latencies, declined, unanswered, note, cpu } =
    measurement;
  const load = asked === undefined ? `${connections} connections` : `${asked} per second`;
  const troubles = [
    ...(declined > 0 ? [`${declined} declined`] : []),
    ...(unanswered > 0 ? [`${unanswered} unanswered`] : []),
    ...(note === undefined ? [] : [note]),
  ];
  return [
    system.padEnd(8),
    shape.padEnd(7),
    load.padEnd(17),
    `${perSecond(measurement.perSecond)}/s`.padStart(9),
    `p50 ${inMs(latencies.p50Ms)}`.padStart(13),
    `p99 ${inMs(latencies.p99Ms)}`.padStart(13),
    `p99.9 ${inMs(latencies.p999Ms)}`.padStart(15),
    ...(cpu === undefined ? [] : [`cores ${cores(cpu)}`]),
    ...troubles,
  ].join(' ');
}

const cores = ({ server, postgres, load }: CpuShares): string =>
  `${server.toFixed(2)} server, ${postgres.toFixed(2)} Postgres, ${load.toFixed(2)} load`;
