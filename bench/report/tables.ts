import type { Machine } from '../machine.ts';
import type { Measurement } from '../measurement.ts';
import type { Results } from '../results.ts';
import { inMb, inMs, perSecond, times } from './figures.ts';
import { type Target, findClosed, targetsOf } from './targets.ts';

type Row = readonly string[];

/** The first column names the row; the others are figures. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Everything that a run found: first what was aimed at. A part that was not run has no table. */
export const tablesOf = (results: Results): readonly Table[] =>
  [
    { head: ['aim', 'figure', 'reached'], rows: targetsOf(results).map(targetRow) },
    closedTable(results),
    openTable(results),
    growthTable(results),
  ].filter(({ rows }) => rows.length > 0);

export function machineSentence({ machine, seconds, at }: Results): string {
  return `${at.slice(0, 'YYYY-MM-DD'.length)}, ${describe(machine)}; the load generator on the same cores; each load for ${seconds} s after its warm-up.`;
}

function describe({
  cpu,
  cores,
  memoryBytes,
  system,
  node,
  postgres,
  settings,
  fdatasyncMs,
}: Machine): string {
  const durable = ['fsync', 'synchronous_commit', 'full_page_writes'].map(
    (name) => `${name} ${settings[name]}`,
  );
  return [
    `${cpu}, ${cores} cores, ${Math.round(memoryBytes / 2 ** 30)} GiB`,
    system,
    `Node ${node}`,
    `Postgres ${postgres} (${durable.join(', ')}, shared_buffers ${settings['shared_buffers']})`,
    `one fdatasync ${inMs(fdatasyncMs)}`,
  ].join('; ');
}

const REACHED = { true: 'yes', false: 'no' } as const;

const targetRow = ({ aim, figure, isReached }: Target): Row => [
  aim,
  figure,
  isReached === undefined ? 'not measured' : REACHED[`${isReached}`],
];

/** A closed loop in a cell: the rate, and the p99 beside it. */
const rateAndP99 = (one: Measurement | undefined): string =>
  one === undefined ? '–' : `${perSecond(one.perSecond)}/s, p99 ${inMs(one.latencies.p99Ms)}`;

const ratio = (left: number | undefined, right: number | undefined): string =>
  left === undefined || right === undefined ? '–' : times(left / right);

function closedTable(results: Results): Table {
  const { closed, tpcb } = results;
  const places = closed
    .map(({ connections, shape }) => ({ connections, shape }))
    .filter(
      ({ connections, shape }, index, all) =>
        all.findIndex((one) => one.connections === connections && one.shape === shape) === index,
    );
  const rows = places.map((at) => {
    const [ours, classic] = [findClosed(results, 'ours', at), findClosed(results, 'classic', at)];
    const bank =
      at.shape === 'spread' ? tpcb.find(({ clients }) => clients === at.connections) : undefined;
    return [
      `${at.connections} connections, ${at.shape === 'hot' ? 'one account' : 'spread'}`,
      rateAndP99(ours),
      rateAndP99(classic),
      ratio(ours?.perSecond, classic?.perSecond),
      bank === undefined ? '–' : `${perSecond(bank.perSecond)}/s`,
      ratio(ours?.perSecond, bank?.perSecond),
    ];
  });
  const head = [
    'closed loop',
    'ours',
    'classic',
    'ours / classic',
    `TPC-B (${tpcb[0]?.tool ?? 'not run'})`,
    'ours / TPC-B',
  ];
  return { head, rows };
}

function openTable({ open }: Results): Table {
  const rows = open.map(({ asked, note, perSecond: rate, latencies, declined, unanswered }) => [
    `${perSecond(asked ?? 0)} per second${note === undefined ? '' : ` (${note})`}`,
    `${perSecond(rate)}/s`,
    inMs(latencies.p50Ms),
    inMs(latencies.p99Ms),
    inMs(latencies.p999Ms),
    String(declined + unanswered),
  ]);
  const head = ['open loop, ours', 'approved', 'p50', 'p99', 'p99.9', 'declined or unanswered'];
  return { head, rows };
}

function growthTable({ growth }: Results): Table {
  const rows = growth.map(({ past, measurement, apiBytes }) => [
    perSecond(past),
    `${perSecond(measurement.perSecond)}/s`,
    inMs(measurement.latencies.p50Ms),
    inMs(measurement.latencies.p99Ms),
    inMb(apiBytes),
  ]);
  const head = [
    'past authorizations',
    'ours, 32 connections',
    'p50',
    'p99',
    'memory of the API process',
  ];
  return { head, rows };
}
