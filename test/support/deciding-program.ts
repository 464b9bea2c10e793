import type { Kysely } from 'kysely';
import { Registry } from 'prom-client';
import type { IssuingAuthorization } from '../../api/wire/issuing-authorization.ts';
import { type Authorizer, createAuthorizer } from '../../authorizer/authorizer.ts';
import type { Purchase } from '../../authorizer/purchase.ts';
import { createRealTime, type RealTime } from '../../authorizer/real-time/real-time.ts';
import { issuingBalances } from '../../db/ledger/balances.ts';
import type { Database, IssuingAuthorizationRow } from '../../db/database.ts';
import { toJson } from '../../db/json.ts';
import { saveSettings } from '../../db/settings/save.ts';
import { findUsage } from '../../db/spending-usage/find.ts';
import { secretPlace } from '../../db/webhook-endpoints/secrets.ts';
import { type IssuingSettings, NEW_SETTINGS } from '../../domain/account/settings.ts';
import { makeId } from '../../domain/ids.ts';
import { NO_SPENDING_CONTROLS } from '../../domain/spending-controls.ts';
import { createAuthorizationMetrics } from '../../infra/authorization-metrics.ts';
import type { Clock } from '../../infra/clock.ts';
import { seal } from '../../infra/crypto/seal.ts';
import { createRealTimeMetrics } from '../../infra/real-time-metrics.ts';
import { httpDecisionEndpoint } from '../../providers/decision-endpoint/http.ts';
import { flightsTo } from './flights.ts';
import { inWork, nextUnique, openProgram, type Program, testKeys } from './program.ts';
import { purchaseOf } from './purchase.ts';

export const ENDPOINT_SECRET = 'whsec_of_the_program';

/** A process that decides purchases, and asks endpoints. */
export interface DecidingProcess {
  readonly authorizer: Authorizer;
  readonly realTime: RealTime;
  readonly clock: Clock & { readonly advance: (ms: number) => void };
  readonly registry: Registry;
  readonly close: () => Promise<void>;
}

/** @param decisionMs of a purchase, from its arrival: less than in the product where a test waits for its end. */
export function openDecidingProcess(db: Kysely<Database>, decisionMs = 2_000): DecidingProcess {
  let nowMs = Date.parse('2027-01-15T12:00:00Z');
  const clock = {
    nowMs: () => (nowMs += 1),
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
  const registry = new Registry();
  const endpoint = httpDecisionEndpoint(clock);
  const common = { db, keyring: testKeys, clock };
  const realTime = createRealTime({
    ...common,
    endpoint,
    metrics: createRealTimeMetrics(registry),
  });
  const authorizer = createAuthorizer({
    ...common,
    flights: flightsTo(db),
    realTime,
    metrics: createAuthorizationMetrics(registry),
    log: { error: () => {} },
    limits: { decisionMs },
  });
  return { authorizer, realTime, clock, registry, close: endpoint.close };
}

/** A program with a limit of 500.00 a day on its card, whose purchases an endpoint at this address decides. */
export async function openDecidedProgram(
  db: Kysely<Database>,
  url: string,
  settings: Partial<IssuingSettings> = {},
): Promise<Program> {
  const program = await openProgram(db, 100_000n);
  const { scope } = program;
  const id = makeId('webhookEndpoint', nextUnique());
  await db
    .insertInto('webhook_endpoint')
    .values({
      account_id: scope.accountId,
      livemode: scope.livemode,
      id,
      url,
      status: 'enabled',
      enabled_events: ['issuing_authorization.request'],
      description: null,
      api_version: null,
      connect: false,
      metadata: '{}',
      secret_sealed: seal(testKeys, secretPlace(id), ENDPOINT_SECRET),
      created_at: new Date('2027-01-01T00:00:00Z'),
    })
    .execute();
  const limit = { amount: 50_000n, categories: null, interval: 'daily' } as const;
  const controls = { spending_limits: [limit], spending_limits_currency: 'usd' } as const;
  await db
    .updateTable('issuing_card')
    .set({ spending_controls: toJson({ ...NO_SPENDING_CONTROLS, ...controls }) })
    .where('id', '=', program.card)
    .execute();
  await inWork(db, scope, (work) => saveSettings(work, { ...NEW_SETTINGS, ...settings }));
  return program;
}

/** A purchase as its asker sees it. */
export async function purchase(
  { authorizer }: DecidingProcess,
  { scope, card }: Program,
  asked: Partial<Purchase> & { readonly amount: bigint | undefined; readonly key?: string },
): Promise<IssuingAuthorization> {
  const { key, amount, ...changes } = asked;
  const answer = await authorizer.authorize({
    scope,
    purchase: purchaseOf(card, 0n, { ...changes, amount }),
    requestId: 'req_1',
    ...(key !== undefined && { keyed: { key, hash: Buffer.alloc(32) } }),
  });
  return JSON.parse(answer.body);
}

/** What a decision has left behind: money, usage of the limit, and what is still asked. */
export async function leftBehind(db: Kysely<Database>, { scope, card }: Program) {
  const [row] = await authorizationsOf(db, { scope });
  const [usage] = await findUsage(db, [{ scope, ownerId: card }]);
  return {
    balance: (await issuingBalances(db, scope)).get('usd'),
    used: usage?.counters['daily']?.used ?? 0n,
    spent: row?.spent,
    isHeld: row?.hold_movement !== null,
    isAsked: row?.pending_request !== null || row.decide_by !== null,
  };
}

/** The newest first. */
export const authorizationsOf = (
  db: Kysely<Database>,
  { scope }: Pick<Program, 'scope'>,
): Promise<IssuingAuthorizationRow[]> =>
  db
    .selectFrom('issuing_authorization')
    .selectAll()
    .where('account_id', '=', scope.accountId)
    .orderBy('id', 'desc')
    .execute();
