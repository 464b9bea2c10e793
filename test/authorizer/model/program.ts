/** Two API processes on one database, and tenants for stories, each with its own key. */
import { flightsTo } from '../../support/flights.ts';
import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { createApp } from '../../../api/app.ts';
import type { ApiDeps } from '../../../api/operation.ts';
import { createAuthorizer } from '../../../authorizer/authorizer.ts';
import { createRealTime } from '../../../authorizer/real-time/real-time.ts';
import type { Database } from '../../../db/database.ts';
import { openDatabase } from '../../../db/open.ts';
import { type CardholderId, type CardId, makeId } from '../../../domain/ids.ts';
import { createAuthorizationMetrics } from '../../../infra/authorization-metrics.ts';
import { createLogger } from '../../../infra/logging.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { createRealTimeMetrics } from '../../../infra/real-time-metrics.ts';
import { httpDecisionEndpoint } from '../../../providers/decision-endpoint/http.ts';
import { sandboxBank } from '../../../providers/bank/sandbox.ts';
import { sandboxExchangeRates } from '../../../providers/exchange-rates/sandbox.ts';
import { encodeForm } from '../../support/form-encoding.ts';
import { fileStoreInPostgres } from '../../../db/files/content.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import {
  insertCard,
  insertCardholder,
  nextUnique,
  openProgram,
  testKeys,
} from '../../support/program.ts';
import { CARDS, CARDHOLDERS, CHAINS, COUNTING_CARD, PAYMENTS_MAX } from './commands.ts';

/** Both processes have it, the second a little behind. Each reading is a millisecond later. */
interface StreetClock {
  readonly nowMs: () => number;
  readonly advance: (ms: number) => void;
  readonly set: (ms: number) => void;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ModelProcess {
  readonly clock: StreetClock;
  readonly post: (
    key: string,
    path: string,
    form: Readonly<Record<string, unknown>>,
  ) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface Street {
  readonly database: TestDatabase;
  readonly processes: readonly [ModelProcess, ModelProcess];
  readonly close: () => Promise<void>;
}

/** The clock of the second process is behind: what it dates must still not fall into a window that is over. */
const BEHIND_MS = 5_000;

export async function openStreet(): Promise<Street> {
  const database = await openTestDatabase();
  const start = { nowMs: 0 };
  const processes = [
    openProcess(database.url, start, 0),
    openProcess(database.url, start, BEHIND_MS),
  ] as const;
  return {
    database,
    processes,
    close: async () => {
      for (const each of processes) await each.close();
      await database.close();
    },
  };
}

function clockOf(shared: { nowMs: number }, behindMs: number): StreetClock {
  return {
    nowMs: () => (shared.nowMs += 1) - behindMs,
    advance: (ms) => {
      shared.nowMs += ms;
    },
    set: (ms) => {
      shared.nowMs = ms;
    },
  };
}

function openProcess(url: string, shared: { nowMs: number }, behindMs: number): ModelProcess {
  const db = openDatabase({ url, max: 6 });
  const clock = clockOf(shared, behindMs);
  const metrics = createMetrics();
  const endpoint = httpDecisionEndpoint(clock);
  const common = { db, clock, keyring: testKeys };
  const realTime = createRealTime({
    ...common,
    endpoint,
    metrics: createRealTimeMetrics(metrics.registry),
  });
  const failed: string[] = [];
  const authorizer = createAuthorizer({
    ...common,
    flights: flightsTo(db),
    realTime,
    metrics: createAuthorizationMetrics(metrics.registry),
    log: { error: (fields) => void failed.push(JSON.stringify(fields)) },
    // A machine that is busy declines nothing here.
    limits: { decisionMs: 60_000 },
  });
  const deps: ApiDeps = {
    ...common,
    authorizer,
    realTime,
    bank: sandboxBank,
    exchangeRates: sandboxExchangeRates,
    fileStore: fileStoreInPostgres,
    publicUrl: 'http://localhost',
    send: async () => {},
    audit: () => {},
    workflows: { execute: () => Promise.reject(new Error('no workflow runs here')) },
  };
  const destination = { write: (line: string) => void failed.push(line) };
  const log = createLogger({ level: 'error', name: 'api', destination });
  const app = createApp(deps, { log, metrics, workerPolls: async () => true });
  return {
    clock,
    async post(key, path, form) {
      const headers = {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      };
      const answer = await app.request(path, { method: 'POST', headers, body: encodeForm(form) });
      const { status } = answer;
      // A bug is no answer; nor is "come again", which nobody has a reason to say here.
      if (status >= 500 || status === 429 || status === 409)
        throw new Error(
          `${path} ${JSON.stringify(form)} → ${status} ${await answer.text()} ${failed.join('\n')}`,
        );
      const body: Answer['body'] = JSON.parse(await answer.text());
      return { status, body };
    },
    close: async () => {
      await endpoint.close();
      await db.destroy();
    },
  };
}

export interface Tenant {
  readonly account: string;
  readonly key: string;
  readonly cards: readonly CardId[];
  readonly cardholders: readonly CardholderId[];
}

/** An account with cards in good standing, without money or limits. */
export async function openTenant(db: Kysely<Database>): Promise<Tenant> {
  const { scope, cardholder, card } = await openProgram(db, 0n);
  const created_at = new Date('2027-01-01T00:00:00Z');
  const cardholders = [cardholder, await insertCardholder(db, scope, created_at)];
  const cards = [card];
  while (cards.length < CARDS)
    cards.push(
      await insertCard(db, scope, cardholders[CARDHOLDERS[cards.length] ?? 0] ?? cardholder),
    );
  for (const [turn, id] of cards.entries())
    await sql`
      update issuing_card set chain_id = ${cards[CHAINS[turn] ?? 0]},
        cancel_after_payments = ${turn === COUNTING_CARD ? PAYMENTS_MAX : null}
      where account_id = ${scope.accountId} and id = ${id}
    `.execute(db);
  const key = `sk_test_${randomBytes(16).toString('hex')}`;
  await db
    .insertInto('api_key')
    .values({
      account_id: scope.accountId,
      livemode: false,
      id: makeId('apiKey', nextUnique()),
      hash: testKeys.fingerprint('api_key', key),
      last4: key.slice(-4),
      created_at,
      revoked_at: null,
    })
    .execute();
  return { account: scope.accountId, key, cards, cardholders };
}
