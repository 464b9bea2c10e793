import type { Measurement } from '../measurement.ts';
import type { Shape } from '../options.ts';
import type { Results } from '../results.ts';
import { inMb, inMs, percent, perSecond, times } from './figures.ts';

/** What was aimed at, beside what was reached. */
export interface Target {
  readonly aim: string;
  readonly figure: string;
  /** Absent: it was not measured. */
  readonly isReached?: boolean;
}

/** The number of connections, and of clients of pgbench, at which systems are compared. */
const COMPARED_AT = 32;

const SPREAD_TIMES_CLASSIC = 3;
const HOT_TIMES_CLASSIC = 6;
const TIMES_PGBENCH = 1;
const HOT_BELOW_SPREAD_MAX = 0.15;
const HALF_LOAD_P99_MS = 25;
const REAL_TIME_P99_MS = 10;
const GROWN = 1_000_000;
const SLOWER_WHEN_GROWN_MAX = 0.1;
const API_BYTES_MAX = 300_000_000;

export function targetsOf(results: Results): readonly Target[] {
  return [
    timesClassic(results, 'spread', SPREAD_TIMES_CLASSIC),
    timesClassic(results, 'hot', HOT_TIMES_CLASSIC),
    timesPgbench(results),
    hotNearSpread(results),
    quickAtHalfLoad(results),
    quickRealTime(results),
    steadyWhenGrown(results),
    smallProcess(results),
  ];
}

const NOT_MEASURED = 'not measured';

export const findClosed = (
  { closed }: Results,
  system: Measurement['system'],
  at: { readonly shape: Shape; readonly connections: number },
): Measurement | undefined =>
  closed.find(
    (one) => one.system === system && one.shape === at.shape && one.connections === at.connections,
  );

function timesClassic(results: Results, shape: Shape, aimed: number): Target {
  const place = shape === 'hot' ? 'all on one account' : 'spread';
  const aim = `at least ${aimed} × classic at ${COMPARED_AT} connections, ${place}`;
  const at = { shape, connections: COMPARED_AT };
  const [ours, classic] = [findClosed(results, 'ours', at), findClosed(results, 'classic', at)];
  if (!ours || !classic) return { aim, figure: NOT_MEASURED };
  const ratio = ours.perSecond / classic.perSecond;
  const rates = `${perSecond(ours.perSecond)}/s against ${perSecond(classic.perSecond)}/s`;
  return { aim, figure: `${times(ratio)} (${rates})`, isReached: ratio >= aimed };
}

function timesPgbench(results: Results): Target {
  const aim = `at least ${TIMES_PGBENCH} × pgbench TPC-B at ${COMPARED_AT} clients`;
  const ours = findClosed(results, 'ours', { shape: 'spread', connections: COMPARED_AT });
  const tpcb = results.tpcb.find(({ clients }) => clients === COMPARED_AT);
  if (!ours || !tpcb) return { aim, figure: NOT_MEASURED };
  const ratio = ours.perSecond / tpcb.perSecond;
  const rates = `${perSecond(ours.perSecond)}/s against ${perSecond(tpcb.perSecond)}/s`;
  return { aim, figure: `${times(ratio)} (${rates})`, isReached: ratio >= TIMES_PGBENCH };
}

function hotNearSpread(results: Results): Target {
  const aim = `one account at most ${percent(HOT_BELOW_SPREAD_MAX)} below spread, at ${COMPARED_AT} connections`;
  const spread = findClosed(results, 'ours', { shape: 'spread', connections: COMPARED_AT });
  const hot = findClosed(results, 'ours', { shape: 'hot', connections: COMPARED_AT });
  if (!spread || !hot) return { aim, figure: NOT_MEASURED };
  const below = 1 - hot.perSecond / spread.perSecond;
  const figure = below > 0 ? `${percent(below)} below` : `${percent(-below)} above`;
  return { aim, figure, isReached: hot.perSecond >= spread.perSecond * (1 - HOT_BELOW_SPREAD_MAX) };
}

function quickAtHalfLoad({ open }: Results): Target {
  const aim = `p99 under ${HALF_LOAD_P99_MS} ms at half of the closed-loop maximum, open loop`;
  const half = open.find(({ note }) => note !== undefined);
  if (!half) return { aim, figure: NOT_MEASURED };
  const { p99Ms } = half.latencies;
  return {
    aim,
    figure: `${inMs(p99Ms)} at ${perSecond(half.asked ?? 0)}/s`,
    isReached: p99Ms < HALF_LOAD_P99_MS && isWhole(half),
  };
}

/** A percentile of those who were answered says nothing of those who were not. */
const isWhole = ({ declined, failed, unanswered }: Measurement): boolean =>
  declined + failed + unanswered === 0;

function quickRealTime({ realTime }: Results): Target {
  const aim = `a decision endpoint adds less than ${REAL_TIME_P99_MS} ms to the p99`;
  if (typeof realTime === 'string') return { aim, figure: `${NOT_MEASURED}: ${realTime}` };
  return {
    aim,
    figure: `${inMs(realTime.p99Ms)} (median ${inMs(realTime.p50Ms)})`,
    isReached: realTime.p99Ms < REAL_TIME_P99_MS && isWhole(realTime.with),
  };
}

function steadyWhenGrown({ growth }: Results): Target {
  const aim = `the rate after a million authorizations within ${percent(SLOWER_WHEN_GROWN_MAX)} of the rate after none`;
  const none = growth.find(({ past }) => past === 0);
  const grown = growth.find(({ past }) => past >= GROWN);
  if (!none || !grown) return { aim, figure: NOT_MEASURED };
  const below = 1 - grown.measurement.perSecond / none.measurement.perSecond;
  const rates = `${perSecond(grown.measurement.perSecond)}/s against ${perSecond(none.measurement.perSecond)}/s`;
  const figure = below > 0 ? `${percent(below)} below` : `${percent(-below)} above`;
  return {
    aim,
    figure: `${figure} (${rates})`,
    isReached:
      grown.measurement.perSecond >= none.measurement.perSecond * (1 - SLOWER_WHEN_GROWN_MAX),
  };
}

function smallProcess({ growth }: Results): Target {
  const aim = `the API process under ${inMb(API_BYTES_MAX)}`;
  if (growth.length === 0) return { aim, figure: NOT_MEASURED };
  const most = Math.max(...growth.map(({ apiBytes }) => apiBytes));
  return { aim, figure: inMb(most), isReached: most < API_BYTES_MAX };
}
