import type { Server } from 'node:http';
import { openDatabase } from '../db/open.ts';
import { type Config, ConfigError, readConfig, required } from '../infra/config.ts';
import { keyring } from '../infra/crypto/keyring.ts';
import { createLogger } from '../infra/logging.ts';
import { openTemporal } from '../infra/temporal/client.ts';
import { createWorkerMetrics } from '../infra/worker-metrics.ts';
import { startHealthServer } from './health-server.ts';
import { runWorker, type RunningWorker } from './run.ts';
import { installRuntime } from './temporal-runtime.ts';

/** Sysexits: the configuration is at fault, so to start again is no use. */
const EX_CONFIG = 78;
const CONNECTIONS_MAX = 10;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

async function main(config: Config): Promise<void> {
  const log = createLogger({ level: config.LOG_LEVEL, name: 'worker' });
  const keys = keyring(required(config, 'CARDWRIGHT_MASTER_KEY'));
  const temporalAddress = required(config, 'TEMPORAL_ADDRESS');
  const url = required(config, 'DATABASE_URL');
  const metrics = createWorkerMetrics();
  installRuntime(log);

  const db = openDatabase({
    url,
    max: CONNECTIONS_MAX,
    onIdleError: (err) => log.warn({ err }, 'a database connection broke'),
  });
  const temporal = openTemporal({
    address: temporalAddress,
    namespace: config.TEMPORAL_NAMESPACE,
    keyring: keys,
  });
  const deps = { db, url, connectionsMax: CONNECTIONS_MAX, temporal, temporalAddress };
  const worker = await runWorker({ ...deps, keyring: keys, log, metrics }, stop.signal);
  const health = await listen(config, worker, () => metrics.registry.metrics());
  log.info('working');
  await worker.ended;
  health?.close();
  await temporal.close();
  await db.destroy();
  log.info('stopped');
}

async function listen(
  { CARDWRIGHT_WORKER_PORT: port, HOST: host }: Config,
  { problems }: RunningWorker,
  metrics: () => Promise<string>,
): Promise<Server | undefined> {
  return port === 0 ? undefined : startHealthServer({ port, host, problems, metrics });
}

try {
  await main(readConfig(process.env));
  process.exit(0);
} catch (error) {
  // Who is stopped while he still waits for Postgres or Temporal has not failed.
  if (stop.signal.aborted) process.exit(0);
  // One sentence for a person. What happened before is in the log.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof ConfigError ? EX_CONFIG : 1);
}
