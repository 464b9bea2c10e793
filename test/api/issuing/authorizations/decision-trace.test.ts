import { afterAll, beforeAll, expect, test } from 'vitest';
import { decisionTrace } from '../../../../api/wire/decision-trace.ts';
import { CHECKS } from '../../../../domain/authorization/policy.ts';
import { makeId } from '../../../../domain/ids.ts';
import { invariant } from '../../../../domain/invariant.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 1_000_00);
});
afterAll(() => api.close());

const traceOf = async (id: string) => {
  const { status, body } = await api.call('GET', `/v1/issuing/authorizations/${id}/decision_trace`);
  expect(status).toBe(200);
  return decisionTrace.parse(body);
};

/** The only one. */
const decisionOf = async (id: string) => {
  const { decisions } = await traceOf(id);
  expect(decisions).toHaveLength(1);
  const [decision] = decisions;
  invariant(decision, 'there is one');
  return decision;
};

test('a declined purchase tells in plain words why, and all else that was wrong', async () => {
  const { id } = await shop.buy(2_000_00, { verification_data: { cvc_check: 'mismatch' } });
  const trace = await traceOf(id);
  expect(trace).toMatchObject({
    object: 'issuing.decision_trace',
    authorization: id,
    decisions: [
      {
        kind: 'purchase',
        approved: false,
        reason: 'verification_failed',
        summary: 'Declined (verification_failed). The CVC was wrong. It also fails: funds.',
        amount: 2_000_00,
        approved_amount: null,
        balance: { currency: 'usd', available_before: 1_000_00, available_after: 1_000_00 },
      },
    ],
  });
});

test('every check is shown in its order, with what it saw', async () => {
  const { id } = await shop.buy(10_00);
  const { checks } = await decisionOf(id);
  expect(checks.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
  expect(checks.at(-1)).toEqual({
    check: 'funds',
    reason: 'insufficient_funds',
    inputs: { asked: 10_00, available: 1_000_00, currency: 'usd' },
    passed: true,
    why: null,
  });
});

test('an approval shows what it left of the balance and of each limit that counts it', async () => {
  const card = await shop.stripe.issuing.cards.create({
    cardholder: shop.cardholder.id,
    currency: 'usd',
    type: 'virtual',
    status: 'active',
    spending_controls: {
      spending_limits: [
        { amount: 50_00, interval: 'daily' },
        { amount: 90_00, interval: 'monthly', categories: ['bakeries'] },
      ],
    },
  });
  await shop.buy(5_00, { card: card.id });
  const before = (await shop.issuingBalance()) ?? 0;
  const { id } = await shop.buy(20_00, { card: card.id });
  const { balance, limits } = await decisionOf(id);
  expect(balance).toMatchObject({ available_before: before, available_after: before - 20_00 });
  expect(limits).toEqual([
    {
      owner: 'card',
      interval: 'daily',
      categories: null,
      amount: 50_00,
      currency: 'usd',
      used_before: 5_00,
      used_after: 25_00,
    },
  ]);
});

test('it says how long each stage took, and what was left of the deadline', async () => {
  const { id } = await shop.buy(1_00);
  const { stages, deadline_left: left } = await decisionOf(id);
  expect(stages).toEqual({
    queue: expect.any(Number),
    lock: expect.any(Number),
    decide: expect.any(Number),
    endpoint: null,
    commit: null,
  });
  expect(left).toBeGreaterThan(0);
});

test('nobody reads it of an authorization that is not his, or that never was', async () => {
  const path = '/v1/issuing/authorizations/iauth_1UNKNOWN/decision_trace';
  expect((await api.call('GET', path)).status).toBe(404);
});

/** Risk: a card's number or a person's name in what support may read and copy about. */
test('it names no person and holds no number of a card', async () => {
  const { id } = await shop.buy(1_00);
  const text = JSON.stringify(await traceOf(id));
  for (const secret of ['Rosen', 'Jenny', '4155550123', 'example.com', shop.card.last4])
    expect(text).not.toContain(secret);
});

/** Risk: rows of the first release that nobody can read any more. */
test('a trace of the first release is shown as it was recorded', async () => {
  const { id } = await shop.buy(1_00);
  const former = {
    checks: [
      { check: 'card_inactive', inputs: { status: 'active' }, passed: true },
      { check: 'insufficient_funds', inputs: { asked: '5', available: '4' }, passed: false },
    ],
    stages: { gather: 1.5, decide: 0.5 },
  };
  await api.database.owner
    .updateTable('issuing_authorization')
    .set({ trace: JSON.stringify(former) })
    .where('id', '=', makeId('authorization', id.slice('iauth_'.length)))
    .execute();
  expect((await traceOf(id)).decisions).toMatchObject([
    {
      approved: false,
      rules_version: 0,
      summary: 'Declined (insufficient_funds).',
      stages: { lock: 1.5, decide: 0.5 },
      checks: [
        { check: 'card_inactive', passed: true },
        { check: 'insufficient_funds', inputs: { asked: '5', available: '4' }, passed: false },
      ],
    },
  ]);
});
