import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

export const PARTS = ['ours', 'classic', 'tpcb', 'real-time', 'growth'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: ReadonlySet<Part>;
  /** How long each load is measured, after its warm-up. */
  readonly seconds: number;
  readonly connections: readonly number[];
  /** Purchases in each second of the open loops; none when empty. */
  readonly rates: readonly number[];
  /** Over all accounts of a shape. */
  readonly cards: number;
  readonly shapes: readonly Shape[];
  /** Past authorizations at which the rate is measured again. */
  readonly growth: readonly number[];
  /** Where the data directory is made: on the disk that is to be measured. */
  readonly directory: string;
  readonly profile: string | undefined;
  readonly statements: boolean;
  readonly write: boolean;
}

/** Spread over many accounts, or all on one. */
export type Shape = 'hot' | 'spread';

const OPTIONS = {
  only: { type: 'string', default: PARTS.join(',') },
  seconds: { type: 'string', default: '10' },
  connections: { type: 'string', default: '1,8,32,128' },
  rates: { type: 'string', default: '500,1000,2000' },
  shapes: { type: 'string', default: 'spread,hot' },
  cards: { type: 'string', default: '1000' },
  growth: { type: 'string', default: '0,100000,1000000' },
  directory: { type: 'string', default: tmpdir() },
  'cpu-prof': { type: 'string' },
  statements: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const USAGE = `npm run bench -- [options]

  --only=ours,classic,…   parts to run: ${PARTS.join(', ')} (all)
  --seconds=10            how long each load is measured, after its warm-up
  --connections=1,8,32    connections of the closed loops (1,8,32,128)
  --rates=500,1000        purchases per second of the open loops; --rates= for none (500,1000,2000)
  --shapes=spread,hot     over 20 accounts, or all on one (both)
  --cards=1000            cards, for each shape
  --growth=0,100000       past authorizations at which it is measured again (0,100000,1000000)
  --directory=<path>      where the data is kept while it runs: the disk to be measured (the temporary folder)
  --cpu-prof=<path>       profiles our API alone; the profile is written there when it ends
  --statements            prints the statements that took most of the time of Postgres (it slows it down)
  --write                 writes bench/results/<date>.json and the table in README.md; a full run always does
`;

/** Reads the arguments. `undefined` when only the usage is asked for. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
  if (values.help) return undefined;
  const profile = values['cpu-prof'];
  // A profiler or a log of statements takes its own share: such figures are for the person who asked.
  const isFull = args.length === 0;
  return {
    parts: new Set(listOf(values.only).map((name) => oneOf(PARTS, name))),
    seconds: number(values.seconds),
    connections: listOf(values.connections).map(number),
    rates: listOf(values.rates).map(number),
    shapes: listOf(values.shapes).map((name) => oneOf(['spread', 'hot'], name)),
    cards: number(values.cards),
    growth: listOf(values.growth).map(number),
    directory: values.directory,
    profile,
    statements: values.statements,
    write: values.write || isFull,
  };
}

const listOf = (text: string): readonly string[] => text.split(',').filter((item) => item !== '');

function number(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`'${text}' should be a number.`);
  return value;
}

function oneOf<T extends string>(names: readonly T[], text: string): T {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new Error(`'${text}' should be one of ${names.join(', ')}.`);
  return found;
}
