/**
 * What a network tells us of a day: a file of rows, first its head, then a line for each clearing, and
 * last how many lines there were. Its lines come in any order, and may come more than once.
 *
 *   H|visa|2027-03-01
 *   D|74000017060000000000019|capture|1250|usd
 *   T|1
 */
import { type CivilDate, parseCivilDate } from '../calendar/civil-date.ts';
import { isNetwork, type Network } from './network.ts';

/** One clearing, as the network counts it. */
export interface AdviceLine {
  readonly reference: string;
  /** Minor units. Positive: the network wants it. Negative: it gives it back. */
  readonly amount: bigint;
  readonly currency: string;
}

export type AdviceRow =
  | { readonly kind: 'head'; readonly network: Network; readonly date: CivilDate }
  | { readonly kind: 'line'; readonly line: AdviceLine }
  | { readonly kind: 'end'; readonly count: number };

/** Longer is no row of ours: it protects who reads a stream that never breaks off. */
const ROW_CHARACTERS_MAX = 128;

const LINE = /^D\|([A-Za-z0-9]{8,32})\|(capture|refund)\|([1-9]\d{0,15})\|([a-z]{3})$/;
const HEAD = /^H\|([a-z]+)\|(\d{4}-\d{2}-\d{2})$/;
const END = /^T\|(0|[1-9]\d{0,8})$/;

/** `undefined`: it is no row. */
export function parseAdviceRow(row: string): AdviceRow | undefined {
  if (row.length > ROW_CHARACTERS_MAX) return undefined;
  return parseLine(row) ?? parseHead(row) ?? parseEnd(row);
}

function parseLine(row: string): AdviceRow | undefined {
  const [, reference, type, minor, currency] = LINE.exec(row) ?? [];
  if (reference === undefined || minor === undefined || currency === undefined) return undefined;
  const amount = type === 'capture' ? BigInt(minor) : -BigInt(minor);
  return { kind: 'line', line: { reference, amount, currency } };
}

function parseHead(row: string): AdviceRow | undefined {
  const [, network = '', text = ''] = HEAD.exec(row) ?? [];
  const date = parseCivilDate(text);
  return isNetwork(network) && date !== undefined ? { kind: 'head', network, date } : undefined;
}

function parseEnd(row: string): AdviceRow | undefined {
  const [, count] = END.exec(row) ?? [];
  return count === undefined ? undefined : { kind: 'end', count: Number(count) };
}

export function formatAdviceRow(row: AdviceRow): string {
  if (row.kind === 'head') return `H|${row.network}|${row.date}`;
  if (row.kind === 'end') return `T|${row.count}`;
  const { reference, amount, currency } = row.line;
  return amount > 0n
    ? `D|${reference}|capture|${amount}|${currency}`
    : `D|${reference}|refund|${-amount}|${currency}`;
}
