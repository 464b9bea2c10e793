/** `kill -9` of the process that asks an endpoint, in the middle of the question. */
import { sql } from 'kysely';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../infra/clock.ts';
import { keyring } from '../../infra/crypto/keyring.ts';
import { sweepRequests } from '../../worker/request-sweeper.ts';
import { JENNY } from '../api/issuing/fixtures.ts';
import { type ApiProcesses, startApiProcesses } from '../support/api-processes.ts';
import { openEndpoint, silent, type TestEndpoint } from '../support/decision-endpoint.ts';
import { expectBooksInOrder } from '../support/ledger.ts';
import { openTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let users: TestEndpoint;
let api: ApiProcesses;
let survivor: Stripe;
let card: string;

beforeAll(async () => {
  [database, users] = await Promise.all([openTestDatabase(), openEndpoint()]);
  api = await startApiProcesses(database.url, 3);
  survivor = clientOf(2);
  const funds = { amount: 100_00, currency: 'usd' };
  await survivor.rawRequest('POST', '/v1/test_helpers/issuing/fund_balance', funds);
  const { id: cardholder } = await survivor.issuing.cardholders.create(JENNY);
  // No workflow screens beside these processes.
  await database.owner.updateTable('issuing_cardholder').set({ screening: 'clear' }).execute();
  const order = { cardholder, currency: 'usd', type: 'virtual', status: 'active' } as const;
  ({ id: card } = await survivor.issuing.cards.create(order));
  await survivor.webhookEndpoints.create({
    url: users.url,
    enabled_events: ['issuing_authorization.request'],
  });
});
afterAll(async () => {
  api?.stop();
  await users.close();
  await database.close();
});

function clientOf(index: number): Stripe {
  const client = api.clients[index];
  if (!client) throw new Error('there is an API process');
  return client;
}
const balance = async () =>
  (await survivor.balance.retrieve()).issuing?.available.map(({ amount }) => amount);
const buy = (by: Stripe, amount: number, idempotencyKey: string) =>
  by.testHelpers.issuing.authorizations.create(
    { card, amount },
    { idempotencyKey, maxNetworkRetries: 0 },
  );
const sweep = (swept: string[]) =>
  sweepRequests({
    db: database.db,
    keyring: keyring(api.masterKey),
    clock: systemClock,
    log: { warn: () => {} },
    onSwept: (outcome) => void swept.push(outcome),
  });

test.each([
  ['decline', 0, 100_00],
  ['approve', 1, 40_00],
] as const)(
  'its money stays held until the sweeper resolves it, here to %s, and who asks again gets that answer',
  async (onTimeout, victim, left) => {
    const settings = { real_time_decision: { on_timeout: onTimeout } };
    await survivor.rawRequest('POST', '/v1/issuing/settings', settings);
    users.reset();
    users.behave(silent);
    const asked = buy(clientOf(victim), 60_00, onTimeout);
    await expect.poll(() => users.received.length, { timeout: 10_000 }).toBe(1);
    api.kill(victim);
    await expect(asked).rejects.toMatchObject({ type: 'StripeConnectionError' });

    expect(await balance()).toEqual([40_00]);
    await expectBooksInOrder(database.db);
    const beside = await buy(survivor, 40_01, `beside ${onTimeout}`);
    expect(beside.request_history).toMatchObject([{ reason: 'insufficient_funds' }]);
    await expect(buy(survivor, 60_00, onTimeout)).rejects.toMatchObject({
      code: 'idempotency_key_in_use',
    });

    // As if the seconds had passed in which the one who asked might still come.
    await sql`
      update issuing_authorization set decide_by = clock_timestamp() - interval '6 seconds'
      where decide_by is not null
    `.execute(database.owner);
    const swept: string[] = [];
    await sweep(swept);
    expect(swept).toEqual(['resolved']);
    expect(await balance()).toEqual([left]);
    await expectBooksInOrder(database.db);
    const answer = await buy(survivor, 60_00, onTimeout);
    expect(answer).toMatchObject({
      approved: onTimeout === 'approve',
      status: onTimeout === 'approve' ? 'pending' : 'closed',
      request_history: [{ reason: 'webhook_timeout' }],
    });
    const trace = await survivor.rawRequest(
      'GET',
      `/v1/issuing/authorizations/${answer.id}/decision_trace`,
    );
    expect(trace).toMatchObject({ decisions: [{}, { reason: 'webhook_timeout' }] });
  },
);
