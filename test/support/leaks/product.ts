import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { migrate } from '../../../db/migrate/migrate.ts';
import { runScript } from '../../../local/child.ts';
import { startPostgres } from '../../../local/postgres/server.ts';
import { becomesTrue } from '../../../local/processes/poll.ts';
import { obtainTemporal } from '../../../local/temporal/obtain.ts';
import { startTemporal } from '../../../local/temporal/server.ts';
import { Watchdog } from '../../../local/watchdog/watchdog.ts';
import { freePort } from '../free-port.ts';

/** The processes that a release runs, and every place where they leave something. */
export interface Product {
  readonly api: string;
  readonly worker: string;
  readonly keys: Keys;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** What the API and the worker have written so far, a line an entry. */
  readonly lines: readonly string[];
  readonly postgresFolder: string;
  readonly temporalFolder: string;
  readonly stop: () => Promise<void>;
}

interface Keys {
  readonly secretKey: string;
  readonly masterKey: string;
  readonly operatorKey: string;
}

const READY_MS = 60_000;

/** API and worker from their sources, over a Postgres and a Temporal whose files and logs are the caller's. */
export async function startProduct(folder: string): Promise<Product> {
  const watchdog = new Watchdog();
  try {
    const servers = await startServers(folder, watchdog);
    const keys = {
      secretKey: `sk_test_${randomBytes(24).toString('hex')}`,
      masterKey: randomBytes(32).toString('base64'),
      operatorKey: randomBytes(24).toString('hex'),
    };
    const [port, workerPort] = [await freePort(), await freePort()];
    const env = environmentOf({ ...servers, keys, port, workerPort });
    const lines: string[] = [];
    const run = (role: 'api' | 'worker'): void =>
      void runScript(watchdog, { role, file: `${role}/main.ts`, env }, (line) => lines.push(line));
    run('api');
    run('worker');
    const api = `http://127.0.0.1:${port}`;
    if (!(await becomesTrue(() => serves(api), { withinMs: READY_MS })))
      throw new Error(['The product does not start.', ...lines].join('\n'));
    const stop = (): Promise<void> => watchdog.close();
    return { api, worker: `http://127.0.0.1:${workerPort}`, keys, ...servers, lines, stop };
  } catch (error) {
    await watchdog.close();
    throw error;
  }
}

type Servers = Pick<
  Product,
  'databaseUrl' | 'postgresFolder' | 'temporalAddress' | 'temporalFolder'
>;

async function startServers(folder: string, watchdog: Watchdog): Promise<Servers> {
  const [postgresFolder, temporalFolder] = [path.join(folder, 'pg'), path.join(folder, 'temporal')];
  await mkdir(temporalFolder);
  const startDatabase = async (): Promise<string> => {
    const { databaseUrl } = await startPostgres({ dataDirectory: postgresFolder, watchdog });
    await migrate(databaseUrl);
    return databaseUrl;
  };
  const [databaseUrl, temporal] = await Promise.all([
    startDatabase(),
    obtainTemporal({ env: process.env, say }).then((binary) =>
      startTemporal({ binary, dataDirectory: temporalFolder, watchdog }),
    ),
  ]);
  return { databaseUrl, temporalAddress: temporal.address, postgresFolder, temporalFolder };
}

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

interface Wiring extends Servers {
  readonly keys: Keys;
  readonly port: number;
  readonly workerPort: number;
}

/** As talkative as they can be made. Nothing of the environment of the tests reaches them. */
const environmentOf = ({ keys, port, workerPort, ...servers }: Wiring) => ({
  PATH: process.env['PATH'],
  PORT: String(port),
  CARDWRIGHT_WORKER_PORT: String(workerPort),
  DATABASE_URL: servers.databaseUrl,
  TEMPORAL_ADDRESS: servers.temporalAddress,
  CARDWRIGHT_SECRET_KEY: keys.secretKey,
  CARDWRIGHT_MASTER_KEY: keys.masterKey,
  CARDWRIGHT_OPERATOR_KEY: keys.operatorKey,
  LOG_LEVEL: 'trace',
});

const serves = (api: string): Promise<boolean> =>
  fetch(`${api}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
