import type { Config } from '../infra/config.ts';
import { codecToken } from '../infra/temporal/ui.ts';
import type { Addresses } from './addresses.ts';
import { runScript } from './child.ts';
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
}

export interface ServerNeeds {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  readonly dataDirectory: string;
  readonly keys: Keys;
  readonly addresses: Addresses;
  readonly watchdog: Watchdog;
}

/** Starts what the environment does not name, side by side, and brings the schema up to date. */
export async function startServers(needs: ServerNeeds, steps: Steps): Promise<Servers> {
  const [databaseUrl, temporal] = await Promise.all([
    startDatabase(needs, steps),
    startTemporalServer(needs, steps),
  ]);
  return { databaseUrl, ...temporal };
}

async function startDatabase(needs: ServerNeeds, steps: Steps): Promise<string> {
  const { config, dataDirectory, watchdog } = needs;
  const start = async (): Promise<string> =>
    (await startPostgres({ dataDirectory, watchdog })).databaseUrl;
  const url = config.DATABASE_URL ?? (await steps.time('Postgres', start()));
  await steps.time('migrations', migrate(needs, url));
  return url;
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

async function startTemporalServer(
  needs: ServerNeeds,
  steps: Steps,
): Promise<Omit<Servers, 'databaseUrl'>> {
  const { env, config, keys, dataDirectory, addresses, watchdog } = needs;
  if (config.TEMPORAL_ADDRESS !== undefined)
    return { temporalAddress: config.TEMPORAL_ADDRESS, temporalUiUrl: undefined };

  const binary = await obtainTemporal({ env, say, signal: watchdog.closing });
  // The browser that shows the UI asks it, so it is named as that browser reaches it.
  const { baseUrl, temporalPort, temporalUiPort } = addresses;
  const codecEndpoint = `${baseUrl}/codec/${codecToken(keys.operatorKey)}`;
  const starting = startTemporal({
    binary,
    dataDirectory,
    watchdog,
    port: temporalPort,
    ui: { port: temporalUiPort, codecEndpoint },
    namespace: config.TEMPORAL_NAMESPACE,
  });
  const { address } = await steps.time('Temporal', starting);
  return { temporalAddress: address, temporalUiUrl: `http://127.0.0.1:${temporalUiPort}` };
}
