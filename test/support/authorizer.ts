import type { Kysely } from 'kysely';
import { Registry } from 'prom-client';
import type { IssuingAuthorization } from '../../api/wire/issuing-authorization.ts';
import { type Authorizer, createAuthorizer, type PathLimits } from '../../authorizer/authorizer.ts';
import type { Purchase } from '../../authorizer/purchase.ts';
import type { Database } from '../../db/database.ts';
import { createAuthorizationMetrics } from '../../infra/authorization-metrics.ts';
import { flightsTo } from './flights.ts';
import { type Program, testKeys } from './program.ts';
import { purchaseOf } from './purchase.ts';

/** An authorizer as a process has one, where no account has an endpoint that decides. */
export interface TestAuthorizer extends Authorizer {
  /** A purchase as its asker sees it. The same key is good for the same amount only. */
  readonly buy: (program: Program, asked: AskedPurchase) => Promise<Bought>;
  /** The value of a metric, or of one of its labels, such as `outcome="approved"`. */
  readonly metric: (name: string, labels?: string) => Promise<number | undefined>;
  readonly logged: readonly unknown[];
}

export type AskedPurchase = Partial<Purchase> & { readonly amount: bigint; readonly key?: string };

export interface Bought extends IssuingAuthorization {
  /** Of a repetition: the request that was answered so first. */
  readonly original: string | undefined;
}

export function openAuthorizer(
  db: Kysely<Database>,
  limits: Partial<PathLimits> = {},
): TestAuthorizer {
  const registry = new Registry();
  const logged: unknown[] = [];
  let nowMs = Date.parse('2027-01-15T12:00:00Z');
  const authorizer = createAuthorizer({
    db,
    flights: flightsTo(db),
    limits,
    keyring: testKeys,
    clock: { nowMs: () => (nowMs += 1) },
    metrics: createAuthorizationMetrics(registry),
    realTime: { decide: () => Promise.reject(new Error('there is no endpoint')) },
    log: { error: (fields) => void logged.push(fields) },
  });
  let requests = 0;
  return {
    ...authorizer,
    logged,
    buy: async ({ scope, card }, { key, amount, ...changes }) => {
      const { body, original } = await authorizer.authorize({
        scope,
        purchase: purchaseOf(card, amount, changes),
        requestId: `req_${(requests += 1)}`,
        ...(key !== undefined && { keyed: { key, hash: Buffer.from(String(amount)) } }),
      });
      return { ...JSON.parse(body), original };
    },
    metric: async (name, labels = '') => {
      const lines = (await registry.metrics()).split('\n');
      const line = lines.find((one) => one.startsWith(name) && one.includes(labels));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    },
  };
}
