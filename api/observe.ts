import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { failure } from '../domain/errors.ts';
import { makeId } from '../domain/ids.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock } from '../infra/clock.ts';
import { uniqueText } from '../infra/ids.ts';
import type { Logger } from '../infra/logging.ts';
import type { Metrics } from '../infra/metrics.ts';

/** What is known of a request while it is answered. */
export interface AppEnv {
  Variables: { requestId: string; scope?: Scope; replayed?: boolean };
}
export type AppContext = Context<AppEnv>;

/** Asked for ever by machines: their lines would bury those of the callers. */
const POLLED: ReadonlySet<string> = new Set(['/healthz', '/metrics']);

interface Observer {
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Gives each request its id, and writes one line when it is answered. The line has the pattern of the
 * route and never the address itself, whose query may name a person.
 */
export const observe =
  ({ clock, log, metrics }: Observer): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const startedMs = performance.now();
    const requestId = makeId('request', uniqueText(clock.nowMs()));
    c.set('requestId', requestId);
    metrics.requestsInFlight.inc();
    try {
      await next();
    } finally {
      metrics.requestsInFlight.dec();
    }
    c.header('Request-Id', requestId);

    const { method } = c.req;
    const [route, status, ms] = [routePath(c, -1), c.res.status, performance.now() - startedMs];
    metrics.requestSeconds.observe({ method, route, status: String(status) }, ms / 1_000);
    const { scope, replayed } = c.var;
    log[POLLED.has(route) ? 'debug' : 'info'](
      {
        requestId,
        method,
        route,
        status,
        ms: Math.round(ms),
        ...(scope && { account: scope.accountId, livemode: scope.livemode }),
        ...(replayed === true && { replayed }),
      },
      'answered',
    );
  };

/** Beyond this, waiting for a connection to Postgres takes longer than coming again. */
const IN_FLIGHT_MAX = 500;

/** Refuses what would only wait, so that what is being answered is answered in time. */
export function shed({ requestsShed }: Metrics): MiddlewareHandler<AppEnv> {
  let inFlight = 0;
  return async (_c, next) => {
    if (inFlight >= IN_FLIGHT_MAX) {
      requestsShed.inc();
      throw failure('rate_limit', {});
    }
    inFlight += 1;
    try {
      await next();
    } finally {
      inFlight -= 1;
    }
  };
}
