import { Hono } from 'hono';
import { type AppError, failure } from '../domain/errors.ts';
import type { Logger } from '../infra/logging.ts';
import type { Metrics } from '../infra/metrics.ts';
import { authenticator } from './authenticate.ts';
import { toErrorAnswer } from './errors.ts';
import { wireObjectsOf } from './expand.ts';
import { healthOf, type Missing } from './health.ts';
import { type AppContext, type AppEnv, observe, shed } from './observe.ts';
import type { ApiDeps, Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { pagesApp } from './pages/app.ts';
import { revealApp } from './reveal/reveal-app.ts';
import { fileContents, linkedContents } from './routes/files/download.ts';
import { serveOperation, unknownRoute } from './serve-operation.ts';

export interface AppOptions {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Whether a worker asks Temporal for work at this moment. */
  readonly workerPolls: () => Promise<boolean>;
  /** Of the sites that may show the page of card details in a frame: none unless they are named. */
  readonly revealOrigins?: readonly string[];
  /** All of them, unless a test has some of its own. */
  readonly operations?: readonly Operation[];
  /** Adds what is no operation of an account: the operator's routes, the codec of the Temporal UI. */
  readonly mount?: (app: Hono<AppEnv>) => void;
}

/** Builds the API from its dependencies and starts nothing. */
export function createApp(deps: ApiDeps, options: AppOptions): Hono<AppEnv> {
  const { log, metrics, operations = OPERATIONS } = options;
  const app = new Hono<AppEnv>();
  app.use(observe({ clock: deps.clock, log, metrics }));
  const shedding = shed(metrics);
  for (const path of ['/v1/*', '/links/*']) app.use(path, shedding);
  app.onError((error, c) => answerError(error, c, log));
  app.notFound((c) => answerError(missedRoute(app, c), c, log));

  const serving = {
    deps,
    metrics,
    authenticate: authenticator(deps),
    objects: wireObjectsOf(operations.map(({ response }) => response)),
  };
  // Before the operations: with a key of a browser, one of their addresses is answered otherwise.
  app.route('/', revealApp(deps, { origins: options.revealOrigins ?? [] }));
  for (const operation of operations)
    app.on(operation.method.toUpperCase(), operation.path, serveOperation(operation, serving));
  app.get('/v1/files/:file/contents', fileContents(deps, serving.authenticate));
  app.get('/links/:token', linkedContents(deps));
  app.route('/', pagesApp(operations));
  app.get('/healthz', answerHealth(healthOf({ ...deps, workerPolls: options.workerPolls })));
  app.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType }),
  );
  options.mount?.(app);
  return app;
}

const answerHealth = (missingNow: () => Promise<readonly Missing[]>) => async (c: AppContext) => {
  const missing = await missingNow();
  const healthy = missing.length === 0;
  return c.json({ status: healthy ? 'ok' : 'unavailable', missing }, healthy ? 200 : 503);
};

function answerError(error: unknown, c: AppContext, log: Logger): Response {
  const { status, headers, body, bug } = toErrorAnswer(error, originOf(c));
  const { requestId } = c.var;
  if (bug) log.error({ err: error, requestId }, 'a bug of ours');
  else if (status === 503) log.warn({ err: error, requestId }, 'could not serve');
  return c.body(JSON.stringify(body), status, { ...headers, 'Content-Type': 'application/json' });
}

/** The address by which the caller reached us, for links to our documents; behind a proxy that ends TLS, https. */
function originOf(c: AppContext): string {
  const { host, protocol } = new URL(c.req.url);
  return `${c.req.header('X-Forwarded-Proto') === 'https' ? 'https:' : protocol}//${host}`;
}

/** Another method of a known path, or no path of ours at all. */
function missedRoute(app: Hono<AppEnv>, c: AppContext): AppError {
  const { req } = c;
  const methods = app.routes
    .filter(({ method, path }) => method !== 'ALL' && patternOf(path).test(req.path))
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const allowed = [...new Set(methods)].join(', ');
  if (allowed === '') return unknownRoute(req.method, req.path);
  c.header('Allow', allowed);
  return failure('method_not_allowed', { method: req.method, allowed });
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);
