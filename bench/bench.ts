import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Context, say } from './context.ts';
import { openMarket } from './instance/market.ts';
import { type Machine, describeMachine } from './machine.ts';
import { type Options, type Part, USAGE, readOptions } from './options.ts';
import { startClassic } from './parts/classic.ts';
import { closedLoops } from './parts/closed-loops.ts';
import { growth } from './parts/growth.ts';
import { openLoops } from './parts/open-loops.ts';
import { realTime } from './parts/real-time.ts';
import { tpcb } from './parts/tpcb.ts';
import { verifyLedger } from './parts/verify-ledger.ts';
import { Processes } from './processes.ts';
import { terminalLines } from './report/terminal.ts';
import { writeResults } from './report/write-results.ts';
import type { Results } from './results.ts';

/** `npm run bench`. Whatever it has started ends with it, and no data is left behind. */
export async function bench(
  _env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    say(USAGE);
    return 0;
  }
  const processes = new Processes();
  const directory = await mkdtemp(path.join(options.directory, 'cardwright-bench-'));
  try {
    // Postgres does not run as root: another user has to pass through.
    await chmod(directory, 0o711);
    const running = run(options, processes, directory);
    // When a person stops it, what it was doing fails, and nobody needs to hear of that.
    running.catch(() => {});
    const signal = await Promise.race([running, toldToStop()]);
    if (signal === undefined) return 0;
    say(`Stopped by ${signal}.`);
    return STOPPED_EXIT_CODE;
  } finally {
    await processes.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** What a shell says of a program that Ctrl-C has ended. */
const STOPPED_EXIT_CODE = 130;

const toldToStop = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve).once('SIGHUP', resolve);
  });

async function run(options: Options, processes: Processes, directory: string): Promise<void> {
  const at = new Date(performance.timeOrigin + performance.now()).toISOString();
  const open = (name: string, of = options): Promise<Context> =>
    openMarket(of, processes, path.join(directory, name));
  const verified: string[] = [];
  const close = async (context: Context): Promise<void> => {
    const words = await verifyLedger(context);
    say(words);
    verified.push(words);
    await context.database.end();
    await processes.stopAll();
    await rm(context.instance.directory, { recursive: true, force: true });
  };

  let machine: Machine | undefined;
  let loads: Loads = NO_LOADS;
  if (LOADS.some((part) => options.parts.has(part))) {
    const context = await open('loads');
    machine = await describeMachine(context.database, directory);
    loads = await measureLoads(context);
    await close(context);
  }
  let steps: Results['growth'] = [];
  if (options.parts.has('growth')) {
    const context = await open('growth', { ...options, shapes: ['spread'] });
    machine ??= await describeMachine(context.database, directory);
    steps = await growth(context);
    await close(context);
  }
  if (machine === undefined) return;
  const { seconds, cards } = options;
  const results: Results = { at, machine, seconds, cards, ...loads, growth: steps, verified };
  say(...terminalLines(results));
  if (machine.isInMemory)
    say('The data was in memory and not on a disk: these figures say nothing.');
  if (options.write) say(`Written: ${await writeResults(results)}, and the tables of README.md.`);
}

type Loads = Pick<Results, 'closed' | 'open' | 'realTime' | 'tpcb'>;

/** What is measured on one instance, one after the other. */
const LOADS: readonly Part[] = ['ours', 'classic', 'tpcb', 'real-time'];
const NO_LOADS: Loads = { closed: [], open: [], tpcb: [], realTime: 'it was not asked for' };

async function measureLoads(context: Context): Promise<Loads> {
  const { parts } = context.options;
  const ours = { system: 'ours', target: context.instance.api } as const;
  const systems = [
    ...(parts.has('ours') ? [ours] : []),
    ...(parts.has('classic')
      ? [{ system: 'classic', target: await startClassic(context) } as const]
      : []),
  ];
  const closed = await closedLoops(context, systems);
  return {
    closed,
    open: parts.has('ours') ? await openLoops(context, closed) : [],
    realTime: parts.has('real-time') ? await realTime(context) : NO_LOADS.realTime,
    tpcb: parts.has('tpcb') ? await tpcb(context) : [],
  };
}
