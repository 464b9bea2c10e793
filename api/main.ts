import { createAuthorizer } from '../authorizer/authorizer.ts';
import { createRealTime } from '../authorizer/real-time/real-time.ts';
import { fileStoreInPostgres } from '../db/files/content.ts';
import { pendingMigrations } from '../db/migrate/migrate.ts';
import { flightsOver } from '../db/flights.ts';
import { databaseOver, openPool } from '../db/open.ts';
import { createAuthorizationMetrics } from '../infra/authorization-metrics.ts';
import { systemClock } from '../infra/clock.ts';
import { type Config, ConfigError, publicUrlOf, readConfig, required } from '../infra/config.ts';
import { keyring as keyringOf } from '../infra/crypto/keyring.ts';
import { createLogger, type Logger } from '../infra/logging.ts';
import { createMetrics } from '../infra/metrics.ts';
import { createRealTimeMetrics } from '../infra/real-time-metrics.ts';
import { openTemporal, type Temporal } from '../infra/temporal/client.ts';
import { workflowUrl } from '../infra/temporal/ui.ts';
import { httpDecisionEndpoint } from '../providers/decision-endpoint/http.ts';
import type { DecisionEndpoint } from '../providers/decision-endpoint/port.ts';
import { sandboxBank } from '../providers/bank/sandbox.ts';
import { sandboxExchangeRates } from '../providers/exchange-rates/sandbox.ts';
import { createApp } from './app.ts';
import type { ApiDeps } from './operation.ts';
import { startPlatform } from './platform.ts';
import { codecApp } from './routes/codec/codec-app.ts';
import { operatorApp } from './routes/operator/operator-app.ts';
import { pinEncryptionKeysApp } from './routes/operator/pin-encryption-keys/rotate.ts';
import { listen } from './server.ts';
import { temporalLink } from './temporal.ts';

/** What is in flight gets so long to end when the process is told to. */
const DRAIN_MS = 10_000;
/** More than Postgres can work on at once would only wait there instead of here. */
const CONNECTIONS_MAX = 20;
/** One for each batch at a time, and some to undo what came too late. */
const PURCHASE_CONNECTIONS_MAX = 4;
/** Each answer of a decision endpoint has a database transaction of its own. */
const ANSWER_CONNECTIONS_MAX = 8;
const PURCHASE_STATEMENT_MS_MAX = 2_000;
/** A configuration error (sysexits.h): to start again would not help. */
const EX_CONFIG = 78;

async function start(config: Config): Promise<void> {
  const log = createLogger({ level: config.LOG_LEVEL, name: 'api' });
  const settings = settingsOf(config);
  const { url, keyring } = settings;
  await requireMigrated(url);
  const onIdleError = (err: Error): void => log.warn({ err }, 'a connection to Postgres broke');
  const pool = openPool({ url, max: CONNECTIONS_MAX, onIdleError });
  // Purchases never wait for a connection behind a report, nor for a lock longer than anybody listens.
  const quick = { url, statementMsMax: PURCHASE_STATEMENT_MS_MAX, onIdleError };
  const purchases = openPool({
    ...quick,
    max: PURCHASE_CONNECTIONS_MAX,
    keyedPlans: true,
    pipelined: true,
  });
  const answers = openPool({ ...quick, max: ANSWER_CONNECTIONS_MAX });
  const endpoint = httpDecisionEndpoint(systemClock);
  const temporal = openTemporal({
    address: settings.temporalAddress,
    namespace: config.TEMPORAL_NAMESPACE,
    keyring,
  });
  const pools = [pool, purchases, answers];
  const closing = [
    endpoint.close,
    () => temporal.close(),
    ...pools.map((each) => () => each.end()),
  ];
  try {
    const { app, authorizer } = await assemble(settings, {
      log,
      pool,
      purchases,
      answers,
      endpoint,
      temporal,
    });
    const server = await listen({ fetch: app.fetch, host: config.HOST, port: config.PORT });
    closing.unshift(
      () => server.drain(DRAIN_MS),
      () => authorizer.drain(DRAIN_MS),
    );
    log.info({ host: config.HOST, port: server.port }, 'listening');
    const signal = await told('SIGINT', 'SIGTERM');
    log.info({ signal }, 'draining');
  } finally {
    for (const close of closing) await close();
  }
}

type Settings = ReturnType<typeof settingsOf>;

/** All that this process cannot start without, asked for before anything is opened. */
const settingsOf = (config: Config) => ({
  config,
  url: required(config, 'DATABASE_URL'),
  temporalAddress: required(config, 'TEMPORAL_ADDRESS'),
  keyring: keyringOf(required(config, 'CARDWRIGHT_MASTER_KEY')),
  operatorKey: required(config, 'CARDWRIGHT_OPERATOR_KEY'),
  secretKey: required(config, 'CARDWRIGHT_SECRET_KEY'),
});

interface Resources {
  readonly log: Logger;
  readonly pool: ReturnType<typeof openPool>;
  /** Of the fast path alone. */
  readonly purchases: ReturnType<typeof openPool>;
  /** Of what endpoints decide alone. */
  readonly answers: ReturnType<typeof openPool>;
  readonly endpoint: DecisionEndpoint;
  readonly temporal: Temporal;
}

async function assemble(settings: Settings, resources: Resources) {
  const { log, pool, purchases, answers, endpoint, temporal } = resources;
  const { keyring, operatorKey, secretKey, config } = settings;
  const db = databaseOver(pool);
  const metrics = createMetrics();
  const realTime = createRealTime({
    db: databaseOver(answers),
    keyring,
    clock: systemClock,
    endpoint,
    metrics: createRealTimeMetrics(metrics.registry),
  });
  const { send, workflows, workerPolls } = temporalLink({ temporal, db, log });
  // Whatever is logged otherwise: who saw a secret is written down.
  const auditLog = log.child({ audit: true }, { level: 'info' });
  const deps: ApiDeps = {
    db,
    keyring,
    clock: systemClock,
    authorizer: createAuthorizer({
      db: databaseOver(purchases),
      flights: flightsOver(purchases),
      keyring,
      clock: systemClock,
      metrics: createAuthorizationMetrics(metrics.registry),
      realTime,
      log,
    }),
    realTime,
    bank: sandboxBank,
    exchangeRates: sandboxExchangeRates,
    fileStore: fileStoreInPostgres,
    publicUrl: publicUrlOf(config),
    send,
    workflows,
    audit: (entry) => auditLog.info(entry, 'seen'),
  };
  await startPlatform(deps, { secretKey, country: config.CARDWRIGHT_COUNTRY });
  metrics.observePool(() => ({
    total: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }));
  const { TEMPORAL_UI_PORT: uiPort, TEMPORAL_NAMESPACE: namespace } = config;
  const app = createApp(deps, {
    log,
    metrics,
    workerPolls,
    revealOrigins: config.CARDWRIGHT_REVEAL_ORIGINS ?? [],
    mount: (root) => {
      root.route(
        '/v1/operator/pin_encryption_keys',
        pinEncryptionKeysApp({ db, keyring, clock: systemClock, operatorKey }),
      );
      root.route('/codec', codecApp({ keyring, operatorKey, uiPort }));
      const toUrl = (id: string): string => workflowUrl({ uiPort, namespace }, id);
      root.route('/v1/operator', operatorApp({ ...deps, operatorKey, workflowUrl: toUrl }));
    },
  });
  return { app, authorizer: deps.authorizer };
}

async function requireMigrated(url: string): Promise<void> {
  const pending = await pendingMigrations(url);
  if (pending.length > 0)
    throw new ConfigError(
      `The database lacks ${pending.length} migrations, from ${pending[0]} on: run \`npm run migrate\`.`,
    );
}

const told = (...signals: readonly NodeJS.Signals[]): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of signals) process.once(signal, resolve);
  });

try {
  await start(readConfig(process.env));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The API did not start. ${message}\n`);
  process.exitCode = error instanceof ConfigError ? EX_CONFIG : 1;
}
