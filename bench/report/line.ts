import type { Measurement } from '../measurement.ts';
import { inMs, perSecond } from './figures.ts';

/** One measurement, for whoever watches. */
export function measurementLine(measurement: Measurement): string {
  const { system, shape, connections, asked, latencies, declined, unanswered, note } = measurement;
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
    ...troubles,
  ].join(' ');
}
