import { fileURLToPath } from 'node:url';
import { type Context, say } from '../context.ts';
import { ask, type Environment } from '../processes.ts';
import { perSecond } from '../report/figures.ts';
import { readPerSecond, readVersion } from '../tpcb/pgbench.ts';
import type { TpcbPlan, TpcbResult } from '../tpcb/plan.ts';
import { makeTables } from '../tpcb/tables.ts';

const TPCB = fileURLToPath(new URL('../tpcb/main.ts', import.meta.url));
const DATABASE = 'tpcb';
const SCALE = 50;
const WARM_UP_SECONDS = 2;

export interface TpcbMeasurement {
  readonly tool: string;
  readonly clients: number;
  readonly perSecond: number;
}

/** TPC-B in a database of its own of the same Postgres, at as many clients as ours had connections. */
export async function tpcb(context: Context): Promise<readonly TpcbMeasurement[]> {
  const { database, options, instance } = context;
  await database.query(`create database ${DATABASE}`);
  const databaseUrl = instance.databaseUrl.replace(/\/[^/]*$/, `/${DATABASE}`);
  const bench =
    (await withPgbench(context, databaseUrl)) ?? (await withoutPgbench(context, databaseUrl));
  const measured: TpcbMeasurement[] = [];
  for (const clients of options.connections.filter((count) => count <= MOST_CLIENTS)) {
    await database.query('checkpoint');
    const rate = await bench.measure(clients);
    say(`TPC-B    ${`${clients} clients`.padEnd(25)} ${`${perSecond(rate)}/s`.padStart(9)}`);
    measured.push({ tool: bench.tool, clients, perSecond: rate });
  }
  await database.query(`drop database ${DATABASE}`);
  return measured;
}

const MOST_CLIENTS = 32;

interface Tool {
  readonly tool: string;
  readonly measure: (clients: number) => Promise<number>;
}

/** `undefined` where there is none on the PATH. */
async function withPgbench(
  { processes, options }: Context,
  databaseUrl: string,
): Promise<Tool | undefined> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const env: Environment = { ...process.env, PGPASSWORD: password };
  const place = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
  const run = (...args: readonly string[]): Promise<string> => processes.run('pgbench', args, env);
  try {
    const tool = readVersion(await run('--version'));
    say(`Filling the tables of TPC-B, scale ${SCALE}, with ${tool}.`);
    await run('-i', '-q', '-s', String(SCALE), ...place);
    return {
      tool,
      measure: async (clients) => {
        const load = [
          '-n',
          '-M',
          'prepared',
          '-c',
          String(clients),
          '-j',
          String(Math.min(clients, 2)),
        ];
        await run(...load, '-T', String(WARM_UP_SECONDS), ...place);
        return readPerSecond(
          await run(...load, '-T', String(Math.ceil(options.seconds)), ...place),
        );
      },
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function withoutPgbench({ processes, options }: Context, databaseUrl: string): Promise<Tool> {
  say(
    `There is no pgbench on the PATH: its statements run through pg. Filling the tables, scale ${SCALE}.`,
  );
  await makeTables(databaseUrl, SCALE);
  return {
    tool: 'its statements through pg',
    measure: async (clients) => {
      const plan: TpcbPlan = {
        databaseUrl,
        clients,
        scale: SCALE,
        warmUpMs: WARM_UP_SECONDS * 1000,
        measureMs: options.seconds * 1000,
      };
      const child = processes.forkModule(TPCB);
      try {
        return (await ask<TpcbResult>(child, plan)).perSecond;
      } finally {
        await processes.stop(child);
      }
    },
  };
}
