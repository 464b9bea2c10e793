import { type Config, readConfig } from '../infra/config.ts';
import { type Addresses, claimAddresses } from './addresses.ts';
import { bannerLines } from './banner.ts';
import { type Script } from './child.ts';
import { dataDirectoryOf, makeDataDirectory } from './data-directory.ts';
import { waitUntilHealthy } from './health.ts';
import { lockInstance, runRecordIn } from './instance-lock.ts';
import {
  type InstanceRecord,
  removeInstanceRecord,
  writeInstanceRecord,
} from './instance-record.ts';
import { type Keys, ensureKeys } from './keys.ts';
import { createLogPrinter } from './log-printer.ts';
import { inSeconds, say, stopwatch } from './say.ts';
import { type Servers, startServers } from './servers.ts';
import { Steps } from './steps.ts';
import { listenForStop } from './stop-request.ts';
import { supervise } from './supervise.ts';
import { stopLeftovers } from './watchdog/run-record.ts';
import { Watchdog } from './watchdog/watchdog.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is ours, from the project. A test puts smaller ones in their place. */
export interface Scripts {
  readonly api: string;
  readonly worker: string;
}

const SCRIPTS: Scripts = { api: 'api/main.ts', worker: 'worker/main.ts' };

interface Instance {
  readonly scripts: Scripts;
  readonly env: Environment;
  readonly config: Config;
  readonly dataDirectory: string;
  readonly keys: Keys;
  readonly addresses: Addresses;
  readonly watchdog: Watchdog;
}

/**
 * `npm start`: everything on one machine, from one command, until it is told to stop. Whatever it
 * started has ended when it returns, and ends too when it is killed.
 */
export async function start(env: Environment, scripts = SCRIPTS): Promise<number> {
  const request = listenForStop();
  const config = readConfig(env);
  const dataDirectory = dataDirectoryOf(config);
  makeDataDirectory(dataDirectory);
  const lock = await lockInstance(dataDirectory);
  try {
    await stopLeftovers(runRecordIn(dataDirectory), say);
    const addresses = await claimAddresses(config);
    const keys = ensureKeys(dataDirectory, config);
    const watchdog = new Watchdog(runRecordIn(dataDirectory));
    const serving = serve({ scripts, env, config, dataDirectory, keys, addresses, watchdog });
    try {
      await Promise.race([serving, request.requested]);
      say('', 'Stopping: what is in flight ends first. Ctrl-C again does not wait for it.');
    } finally {
      const stopping = stopwatch();
      await watchdog.close(request.hurry);
      say(`Stopped in ${inSeconds(stopping())}.`);
    }
    return 0;
  } finally {
    removeInstanceRecord(dataDirectory);
    lock.release();
  }
}

/** Starts one thing after the other, says how to use it, and then keeps API and worker running. */
async function serve(instance: Instance): Promise<void> {
  const { config, watchdog } = instance;
  const { baseUrl } = instance.addresses;
  const total = stopwatch();
  const steps = new Steps();
  const servers = await startServers(instance, steps);
  const print = await createLogPrinter(process.stdout.isTTY);
  const running = Promise.all([
    servers.kept,
    ...commands(instance, servers).map((script) => supervise(script, { watchdog, print, say })),
  ]);
  const healthy = steps.time('API and worker', waitUntilHealthy(baseUrl, watchdog.closing));
  await Promise.race([healthy, running]);
  writeInstanceRecord(instance.dataDirectory, recordOf(instance, servers));
  say(
    ...bannerLines({
      baseUrl,
      ...servers,
      ...instance.keys,
      dataDirectory: instance.dataDirectory,
      country: config.CARDWRIGHT_COUNTRY,
      steps: steps.taken,
      totalMs: total(),
    }),
  );
  await running;
}

function recordOf({ config, addresses, keys }: Instance, servers: Servers): InstanceRecord {
  return {
    baseUrl: addresses.baseUrl,
    secretKey: keys.secretKey,
    country: config.CARDWRIGHT_COUNTRY,
    temporalNamespace: config.TEMPORAL_NAMESPACE,
    ...(servers.temporalUiUrl === undefined ? {} : { temporalUiPort: addresses.temporalUiPort }),
  };
}

/** The two processes that are ours, each with an environment in which nothing is left open. */
function commands(instance: Instance, servers: Servers): readonly Script[] {
  const { scripts, env, config, keys, addresses } = instance;
  const completed = {
    ...env,
    HOST: config.HOST,
    PORT: String(addresses.port),
    TEMPORAL_UI_PORT: String(addresses.temporalUiPort),
    DATABASE_URL: servers.databaseUrl,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    CARDWRIGHT_MASTER_KEY: keys.masterKey,
    CARDWRIGHT_OPERATOR_KEY: keys.operatorKey,
    CARDWRIGHT_SECRET_KEY: keys.secretKey,
  };
  return [
    { role: 'api', file: scripts.api, env: completed },
    { role: 'worker', file: scripts.worker, env: completed },
  ];
}
