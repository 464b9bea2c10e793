import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { type Context, say } from '../context.ts';
import type { Buyer } from '../load/plan.ts';
import type { Options } from '../options.ts';
import type { Processes } from '../processes.ts';
import { enableWatch } from '../tuning/watch-postgres.ts';
import { makeAccounts } from './accounts.ts';
import { startInstance } from './instance.ts';
import { openProgram } from './program.ts';
import { recordPurchaseRequest } from './record-request.ts';

/** Accounts among which a spread load is divided; the hot one is one more. */
const SPREAD_ACCOUNTS = 20;
/** Transfers to an account, each of nearly a million: enough for a full run at a rate that nobody reaches. */
const HOT_TRANSFERS = 20;
const SPREAD_TRANSFERS = 4;

/** Starts an instance on an empty data directory and fills it with those who will buy. */
export async function openMarket(
  options: Options,
  processes: Processes,
  directory: string,
): Promise<Context> {
  // Postgres does not run as root: another user has to pass through.
  await mkdir(directory, { recursive: true, mode: 0o711 });
  say('Starting Postgres, Temporal, worker and API.');
  const instance = await startInstance(processes, {
    directory,
    nodeArgs: options.profile === undefined ? [] : profileInto(options.profile),
    prepare: options.statements ? enableWatch : undefined,
  });
  const database = new pg.Client({ connectionString: instance.databaseUrl });
  // It breaks when the run is over and Postgres stops.
  database.on('error', () => {});
  await database.connect();
  say(`Making accounts, cardholders and cards: ${options.cards} cards for each shape.`);
  const { masterKey } = instance.keys;
  const [hotKey = '', ...keys] = await makeAccounts(database, masterKey, 1 + SPREAD_ACCOUNTS);
  const spread: Buyer[] = [];
  const cards = Math.ceil(options.cards / SPREAD_ACCOUNTS);
  for (const key of keys)
    spread.push(await openProgram(instance.api, key, { cards, transfers: SPREAD_TRANSFERS }));
  const size = { cards: options.cards, transfers: HOT_TRANSFERS };
  const hot = options.shapes.includes('hot') ? [await openProgram(instance.api, hotKey, size)] : [];
  // As autovacuum does it within a minute: everybody's plans then rest on what is there.
  await database.query('vacuum (analyze)');
  const template = await recordPurchaseRequest();
  return { options, processes, instance, database, template, buyers: { spread, hot } };
}

const profileInto = (directory: string): readonly string[] => [
  '--cpu-prof',
  `--cpu-prof-dir=${path.resolve(directory)}`,
];
