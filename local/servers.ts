import type { Config } from '../infra/config.ts';
import { codecToken } from '../infra/temporal/ui.ts';
import type { Addresses } from './addresses.ts';
import { runScript } from './child.ts';
import { type OwnServer, type ServingServer, keepServing } from './keep-serving.ts';
import type { Keys } from './keys.ts';
import { startPostgres } from './postgres/server.ts';
import { Problem } from './problem.ts';
import { say } from './say.ts';
import type { Steps } from './steps.ts';
import { obtainTemporal } from './temporal/obtain.ts';
import { startTemporal } from './temporal/server.ts';
import type { Watchdog } from './watchdog/watchdog.ts';

/** What API and worker need to find running. */
export interface Servers {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Absent when the Temporal server is not ours. */
  readonly temporalUiUrl: string | undefined;
  /** Keeps those running that are ours: settles when that is over, and throws when it cannot be done. */
  readonly kept: Promise<unknown>;
}

export interface ServerNeeds {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  readonly dataDirectory: string;
  readonly keys: Keys;
  readonly addresses: Addresses;
  readonly watchdog: Watchdog;
}

interface Started {
  readonly address: string;
  readonly kept: Promise<void>;
}

/** Starts what the environment does not name, side by side, and brings the schema up to date. */
export async function startServers(needs: ServerNeeds, steps: Steps): Promise<Servers> {
  const { config, addresses } = needs;
  const [database, temporal] = await Promise.all([
    startDatabase(needs, steps),
    startTemporalServer(needs, steps),
  ]);
  const isTemporalOurs = config.TEMPORAL_ADDRESS === undefined;
  const kept = Promise.all([database.kept, temporal.kept]);
  kept.catch(() => {});
  return {
    databaseUrl: database.address,
    temporalAddress: temporal.address,
    temporalUiUrl: isTemporalOurs ? `http://127.0.0.1:${addresses.temporalUiPort}` : undefined,
    kept,
  };
}

async function startDatabase(needs: ServerNeeds, steps: Steps): Promise<Started> {
  const { config, dataDirectory, watchdog } = needs;
  const start = async (): Promise<ServingServer> => {
    const { databaseUrl, ended } = await startPostgres({ dataDirectory, watchdog });
    return { address: databaseUrl, ended };
  };
  const own = { name: 'Postgres', start };
  const database = await startUnlessNamed(config.DATABASE_URL, own, { watchdog, steps });
  await steps.time('migrations', migrate(needs, database.address));
  return database;
}

async function startTemporalServer(needs: ServerNeeds, steps: Steps): Promise<Started> {
  const { env, config, keys, dataDirectory, addresses, watchdog } = needs;
  const { baseUrl, temporalPort, temporalUiPort } = addresses;
  const start = async (): Promise<ServingServer> =>
    startTemporal({
      binary: await obtainTemporal({ env, say, signal: watchdog.closing }),
      dataDirectory,
      watchdog,
      port: temporalPort,
      // The browser that shows the UI asks the codec, so it is named as that browser reaches it.
      ui: {
        port: temporalUiPort,
        codecEndpoint: `${baseUrl}/codec/${codecToken(keys.operatorKey)}`,
      },
      namespace: config.TEMPORAL_NAMESPACE,
    });
  const own = { name: 'Temporal', start };
  return startUnlessNamed(config.TEMPORAL_ADDRESS, own, { watchdog, steps });
}

/** What the environment names is somebody else's: it is neither started nor kept. */
async function startUnlessNamed(
  named: string | undefined,
  own: OwnServer,
  { watchdog, steps }: { watchdog: Watchdog; steps: Steps },
): Promise<Started> {
  if (named !== undefined) return { address: named, kept: Promise.resolve() };
  const first = await steps.time(own.name, own.start());
  const kept = keepServing(own, first, { watchdog, say });
  // Whoever waits for everything hears of it; until then it must not end the process.
  kept.catch(() => {});
  return { address: first.address, kept };
}

/** Silent when it succeeds; all of its words, when it does not. */
async function migrate({ env, watchdog }: ServerNeeds, databaseUrl: string): Promise<void> {
  const lines: string[] = [];
  const script = {
    role: 'task',
    file: 'db/migrate/main.ts',
    env: { ...env, DATABASE_URL: databaseUrl },
  } as const;
  const { code, reason } = await runScript(watchdog, script, (line) => lines.push(line));
  if (code === 0) return;
  throw new Problem(
    ['The schema could not be brought up to date.', ...lines, `(${reason})`].join('\n'),
  );
}
