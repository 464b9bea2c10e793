import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment, Processes } from '../processes.ts';
import { freePorts } from './free-ports.ts';
import { type Keys, makeKeys } from './keys.ts';
import { untilHealthy } from './until-healthy.ts';

/** A running Cardwright that belongs to the benchmark alone: its servers, and the API that is measured. */
export interface Instance {
  readonly directory: string;
  readonly databaseUrl: string;
  readonly keys: Keys;
  /** What every process of the product is started with, here. */
  readonly env: Environment;
  readonly api: MeasuredApi;
}

export interface MeasuredApi {
  readonly host: string;
  readonly port: number;
  readonly process: ChildProcess;
}

export interface InstanceOptions {
  readonly directory: string;
  /** Arguments of Node for the measured API, such as `--cpu-prof`. */
  readonly nodeArgs: readonly string[];
  /** Carried out on the database before a second start, which then finds its settings changed. */
  readonly prepare?: ((databaseUrl: string) => Promise<void>) | undefined;
}

const HOST = '127.0.0.1';

/** Set by whoever runs the benchmark, for another instance: here they would make it measure that one. */
const NOT_OURS = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'NODE_OPTIONS'];

/**
 * Starts what `npm start` starts, on its own ports and data directory, with durable Postgres, worker and
 * Temporal; and one more API, which is measured: the launcher reads every line that its own API logs,
 * and in production a file does.
 */
export async function startInstance(
  processes: Processes,
  { directory, nodeArgs, prepare }: InstanceOptions,
): Promise<Instance> {
  const [port, temporalPort, temporalUiPort, measuredPort] = await freePorts(4);
  const keys = makeKeys();
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_OURS.includes(name))),
    NODE_ENV: 'production',
    HOST,
    PORT: String(port),
    TEMPORAL_PORT: String(temporalPort),
    TEMPORAL_UI_PORT: String(temporalUiPort),
    CARDWRIGHT_DATA_DIR: directory,
    CARDWRIGHT_MASTER_KEY: keys.masterKey,
    CARDWRIGHT_OPERATOR_KEY: keys.operatorKey,
    CARDWRIGHT_SECRET_KEY: keys.secretKey,
  };
  const logFile = path.join(directory, 'launcher.log');
  const launch = async (): Promise<ChildProcess> => {
    const launcher = processes.startNode({ args: ['local/bootstrap.mjs', 'start'], env, logFile });
    await untilHealthy(`http://${HOST}:${port}`, launcher, logFile);
    return launcher;
  };
  const first = await launch();
  if (prepare !== undefined) {
    await prepare(databaseUrlIn(directory));
    await processes.stop(first);
    await launch();
  }

  const databaseUrl = databaseUrlIn(directory);
  const complete = {
    ...env,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: `${HOST}:${temporalPort}`,
    PORT: String(measuredPort),
  };
  const apiLog = path.join(directory, 'api.log');
  const api = processes.startNode({
    args: [...nodeArgs, '--import', 'tsx', 'api/main.ts'],
    env: complete,
    logFile: apiLog,
  });
  await untilHealthy(`http://${HOST}:${measuredPort}`, api, apiLog);
  return {
    directory,
    databaseUrl,
    keys,
    env: complete,
    api: { host: HOST, port: Number(measuredPort), process: api },
  };
}

/** As the launcher leaves it for `npm run verify-ledger`. */
function databaseUrlIn(directory: string): string {
  const file = path.join(directory, 'postgres.json');
  if (!existsSync(file)) throw new Error(`${file} should say how the database is reached.`);
  const { port, password }: { port: number; password: string } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return `postgres://cardwright:${password}@${HOST}:${port}/postgres`;
}
