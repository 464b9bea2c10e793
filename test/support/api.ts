import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import Stripe from 'stripe';
import { createApp } from '../../api/app.ts';
import { createAuthorizer } from '../../authorizer/authorizer.ts';
import { createRealTime } from '../../authorizer/real-time/real-time.ts';
import { createAuthorizationMetrics } from '../../infra/authorization-metrics.ts';
import type { ApiDeps, AuditEntry, Operation } from '../../api/operation.ts';
import { ensurePlatform } from '../../db/accounts/ensure-platform.ts';
import { fileStoreInPostgres } from '../../db/files/content.ts';
import type { OutboxEntry } from '../../db/unit-of-work.ts';
import type { Currency } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import { nowDate } from '../../infra/clock.ts';
import { keyring as keyringOf } from '../../infra/crypto/keyring.ts';
import { uniqueText } from '../../infra/ids.ts';
import { createLogger } from '../../infra/logging.ts';
import { createMetrics, type Metrics } from '../../infra/metrics.ts';
import { createRealTimeMetrics } from '../../infra/real-time-metrics.ts';
import { httpDecisionEndpoint } from '../../providers/decision-endpoint/http.ts';
import { sandboxBank } from '../../providers/bank/sandbox.ts';
import { sandboxExchangeRates } from '../../providers/exchange-rates/sandbox.ts';
import { flightsTo } from './flights.ts';
import { encodeForm } from './form-encoding.ts';
import { problemsOfAnswer } from './judge-answer.ts';
import { openTestDatabase, type TestDatabase } from './postgres.ts';
import { eventsSettled, listsEvents } from './settled-events.ts';
import { type TestClock, testClock } from './test-clock.ts';

export interface TestApiOptions {
  readonly country?: string;
  readonly currency?: Currency;
  /** What a test replaces: a real workflow client, another pool. */
  readonly deps?: Partial<ApiDeps>;
  /** Routes of the test's own instead of the product's. */
  readonly operations?: readonly Operation[];
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The parameters: encoded as the SDK does, into the body of a POST, else into the query. A text is sent as it is. */
  readonly form?: Readonly<Record<string, unknown>> | string;
  /** Another key than the platform's; null sends none. */
  readonly key?: string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Judged already: see `problemsOfAnswer`. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface TestApi {
  readonly database: TestDatabase;
  readonly deps: ApiDeps;
  readonly clock: TestClock;
  readonly metrics: Metrics;
  readonly scope: Scope;
  readonly secretKey: string;
  /** What the log holds, a line an entry. */
  readonly log: readonly string[];
  /** What commands gave to Temporal after their commit, and what they wrote down as seen. */
  readonly sent: readonly OutboxEntry[];
  readonly audited: readonly AuditEntry[];
  /** Calls as any HTTP client does. Throws when the answer is not what the SDK's types allow. */
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Reply>;
  /** The app as a server calls it. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The app as it is, for what is not JSON. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  /** The official SDK against a listening server, which is started at the first use. */
  readonly sdk: (config?: Stripe.StripeConfig) => Promise<Stripe>;
  /** The address of that server. */
  readonly origin: () => Promise<string>;
  /** Throws when any answer to the SDK was not what its types allow. */
  readonly close: () => Promise<void>;
}

/** An API over a database of its own, with a platform account and its key. Close it in `afterAll`. */
export async function openTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = await openTestDatabase();
  const clock = testClock();
  const [log, sent, audited]: [string[], OutboxEntry[], AuditEntry[]] = [[], [], []];
  const keyring = keyringOf(randomBytes(32).toString('base64'));
  const metrics = createMetrics();
  const endpoint = httpDecisionEndpoint(clock);
  const realTime = createRealTime({
    db: database.db,
    keyring,
    clock,
    endpoint,
    metrics: createRealTimeMetrics(metrics.registry),
  });
  const deps: ApiDeps = {
    db: database.db,
    keyring,
    clock,
    authorizer: createAuthorizer({
      db: database.db,
      flights: flightsTo(database.db),
      keyring,
      clock: options.deps?.clock ?? clock,
      metrics: createAuthorizationMetrics(metrics.registry),
      realTime,
      log: { error: (fields) => void log.push(JSON.stringify(fields)) },
    }),
    realTime,
    bank: sandboxBank,
    exchangeRates: sandboxExchangeRates,
    fileStore: fileStoreInPostgres,
    publicUrl: 'http://localhost',
    send: async (entry) => void sent.push(entry),
    audit: (entry) => void audited.push(entry),
    workflows: { execute: () => Promise.reject(new Error('no workflow runs here')) },
    ...options.deps,
  };
  const secretKey = `sk_test_${randomBytes(16).toString('hex')}`;
  const scope = await makePlatform(deps, secretKey, options);
  const destination = { write: (line: string) => void log.push(line) };
  const app = createApp(deps, {
    log: createLogger({ level: 'debug', name: 'api', destination }),
    metrics,
    workerPolls: async () => true,
    ...(options.operations && { operations: options.operations }),
  });

  const problems: string[] = [];
  const ask = async (request: Request): Promise<Response> => {
    if (listsEvents(request)) await eventsSettled(database.db);
    return app.fetch(request);
  };
  const server = lazyServer(async (request) => {
    const answer = await ask(request);
    problems.push(...(await problemsOfAnswer(request, answer)));
    return answer;
  });
  const call: TestApi['call'] = async (
    method,
    path,
    { headers, form = '', key = secretKey } = {},
  ) => {
    const encoded = typeof form === 'string' ? form : encodeForm(form);
    const inBody = method === 'POST';
    const url = `http://localhost${path}${inBody || encoded === '' ? '' : `?${encoded}`}`;
    const request = new Request(url, {
      method,
      ...(inBody && encoded !== '' && { body: encoded }),
      headers: {
        ...(key !== null && { Authorization: `Bearer ${key}` }),
        ...(inBody && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
    });
    const answer = await ask(request);
    const wrong = await problemsOfAnswer(request, answer);
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? {} : JSON.parse(text),
    };
  };
  return {
    database,
    deps,
    clock,
    metrics,
    scope,
    secretKey,
    log,
    sent,
    audited,
    call,
    fetch: async (request) => app.fetch(request),
    request: async (path, init) => app.request(path, init),
    origin: async () => `http://127.0.0.1:${await server.port()}`,
    sdk: async (config) => {
      const address = { host: '127.0.0.1', port: await server.port(), protocol: 'http' } as const;
      return new Stripe(secretKey, {
        ...address,
        maxNetworkRetries: 0,
        telemetry: false,
        ...config,
      });
    },
    close: async () => {
      await server.close();
      await endpoint.close();
      await database.close();
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
  };
}

const makePlatform = (
  { db, keyring, clock }: ApiDeps,
  secretKey: string,
  { country = 'US', currency = 'usd' }: TestApiOptions,
): Promise<Scope> =>
  ensurePlatform(db, {
    country,
    currency,
    keyHash: keyring.fingerprint('api_key', secretKey),
    keyLast4: secretKey.slice(-4),
    now: nowDate(clock),
    unique: () => uniqueText(clock.nowMs()),
  });

/** Listens on a free port from the first time that somebody asks for it. */
function lazyServer(answer: (request: Request) => Promise<Response>) {
  let listening: Promise<Server> | undefined;
  const start = (): Promise<Server> =>
    new Promise((resolve) => {
      const listener = getRequestListener(answer, { overrideGlobalObjects: false });
      const server = createServer((request, response) => void listener(request, response));
      server.listen(0, '127.0.0.1', () => resolve(server));
    });
  return {
    port: async (): Promise<number> => {
      const address = (await (listening ??= start())).address();
      if (typeof address !== 'object' || address === null) throw new Error('the server is closed');
      return address.port;
    },
    close: async (): Promise<void> => {
      const server = await listening;
      server?.closeAllConnections();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    },
  };
}
