import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { type Context, say } from './context.ts';
import { makeAccounts } from './instance/accounts.ts';
import { startInstance } from './instance/instance.ts';
import { openProgram } from './instance/program.ts';
import { recordPurchaseRequest } from './instance/record-request.ts';
import type { Buyer } from './load/plan.ts';
import { type Options, USAGE, readOptions } from './options.ts';
import { startClassic } from './parts/classic.ts';
import { closedLoops } from './parts/closed-loops.ts';
import { openLoops } from './parts/open-loops.ts';
import { tpcb } from './parts/tpcb.ts';
import { verifyLedger } from './parts/verify-ledger.ts';
import { Processes } from './processes.ts';
import { enableWatch } from './tuning/watch-postgres.ts';

type EnvironmentOfRun = Readonly<Record<string, string | undefined>>;

/** Accounts among which a spread load is divided; the hot one is one more. */
const SPREAD_ACCOUNTS = 20;
/** Enough for a full run at a rate that nobody reaches. */
const TRANSFERS_HOT = 20;
const TRANSFERS_SPREAD = 4;

/** `npm run bench`. Whatever it has started ends with it, and nothing is left behind. */
export async function bench(_env: EnvironmentOfRun, args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    say(USAGE);
    return 0;
  }
  const processes = new Processes();
  const directory = await mkdtemp(path.join(options.directory, 'cardwright-bench-'));
  try {
    const told = toldToStop();
    const running = run(options, processes, directory);
    running.catch(() => {});
    await Promise.race([running, told]);
    return 0;
  } finally {
    await processes.stopAll();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Throws when a person, or whoever runs this, has had enough. */
const toldToStop = (): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = (signal: NodeJS.Signals): void => reject(new Error(`Stopped by ${signal}.`));
    process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  });

async function run(options: Options, processes: Processes, directory: string): Promise<void> {
  await chmod(directory, 0o711);
  const profile = options.profile === undefined ? [] : profileArgs(options.profile);
  say('Starting Postgres, Temporal, worker and API.');
  const instance = await startInstance(processes, {
    directory,
    nodeArgs: profile,
    prepare: options.statements ? enableWatch : undefined,
  });
  const database = new pg.Client({ connectionString: instance.databaseUrl });
  await database.connect();
  say(`Making accounts, cardholders and cards: ${options.cards} cards for each shape.`);
  const [hotKey = '', ...spreadKeys] = await makeAccounts(
    database,
    instance.keys.masterKey,
    1 + SPREAD_ACCOUNTS,
  );
  const spread: Buyer[] = [];
  const cards = Math.ceil(options.cards / SPREAD_ACCOUNTS);
  for (const key of spreadKeys)
    spread.push(await openProgram(instance.api, key, { cards, transfers: TRANSFERS_SPREAD }));
  const hot = await openProgram(instance.api, hotKey, {
    cards: options.cards,
    transfers: TRANSFERS_HOT,
  });
  const template = await recordPurchaseRequest();
  const buyers = { spread, hot: [hot] };
  const context: Context = { options, processes, instance, database, template, buyers };
  const ours = { system: 'ours', target: instance.api } as const;
  const systems = [
    ...(options.parts.has('ours') ? [ours] : []),
    ...(options.parts.has('classic')
      ? [{ system: 'classic', target: await startClassic(context) } as const]
      : []),
  ];
  const closed = await closedLoops(context, systems);
  if (options.parts.has('ours')) await openLoops(context, closed);
  if (options.parts.has('tpcb')) await tpcb(context);
  say(await verifyLedger(context));
  await database.end();
}

const profileArgs = (directory: string): readonly string[] => [
  '--cpu-prof',
  `--cpu-prof-dir=${path.resolve(directory)}`,
];
