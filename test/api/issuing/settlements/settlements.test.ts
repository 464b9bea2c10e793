import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { readAdvice } from '../../../../activities/settlement/advice.ts';
import { bookDay } from '../../../../activities/settlement/book.ts';
import { closeDay } from '../../../../activities/settlement/close.ts';
import type { OneDay, SettlementDeps } from '../../../../activities/settlement/deps.ts';
import { matchDay } from '../../../../activities/settlement/match.ts';
import { confirmPayments, submitPayments } from '../../../../activities/settlement/pay.ts';
import { clearingsOf } from '../../../../db/settlements/cleared.ts';
import { sandboxSettlementBank } from '../../../../providers/settlement-bank/sandbox.ts';
import { sandboxSettlementNetwork } from '../../../../providers/settlement-network/sandbox.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';
import { refusal } from '../fixtures.ts';

let api: TestApi;
let shop: Shop;
/** The workflow's steps, without the workflow. */
let deps: SettlementDeps;
let day: OneDay;
const beat = (): void => {};
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 100_00);
  const { db } = api.database;
  deps = {
    ...api.deps,
    remind: () => {},
    settlement: {
      network: sandboxSettlementNetwork((id) => clearingsOf(db, id)),
      bank: sandboxSettlementBank,
    },
  };
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const settlements = async () => (await api.call('GET', '/v1/issuing/settlements')).body['data'];
const started = () => api.sent.filter(({ kind }) => kind === 'network_settlement');

test('the first clearing of a day starts its workflow, and no other one does', async () => {
  const bought = await shop.buy(9_00);
  expect(started()).toEqual([]);
  const captured = await shop.stripe.testHelpers.issuing.authorizations.capture(bought.id);
  const [transaction] = captured.transactions;
  await shop.stripe.testHelpers.issuing.transactions.refund(transaction?.id ?? '', {
    refund_amount: 2_00,
  });
  const dayId = `visa:2026-11-02:${api.scope.accountId}`;
  expect(started()).toMatchObject([
    { objectId: dayId, payload: { cutoffAt: Date.parse('2026-11-02T17:00:00-05:00') / 1_000 } },
  ]);
  day = { ...api.scope, dayId };
});

test('a settlement is pending from the cut-off on, and complete when the bank has paid it', async () => {
  expect(await settlements()).toEqual([]);
  await closeDay(deps, day, beat);
  const clearing_date = Date.parse('2026-11-02T00:00:00Z') / 1_000;
  const shown = {
    object: 'issuing.settlement',
    bin: '400000',
    clearing_date,
    currency: 'usd',
    interchange_fees_amount: 0,
    net_total_amount: 7_00,
    network: 'visa',
    network_settlement_identifier: 'visa-2026-11-02-usd',
    settlement_service: 'international',
    transaction_amount: 7_00,
    transaction_count: 2,
  };
  expect(await settlements()).toMatchObject([{ ...shown, status: 'pending' }]);
  api.clock.advance(24 * HOUR_MS);
  await readAdvice(deps, day, beat);
  await matchDay(deps, day, beat);
  await submitPayments(deps, day);
  expect(await confirmPayments(deps, day)).toMatchObject({ status: 'awaiting_bank' });
  api.clock.advance(48 * HOUR_MS);
  await confirmPayments(deps, day);
  expect(await bookDay(deps, day, beat)).toMatchObject({ status: 'complete' });
  expect(await settlements()).toMatchObject([{ ...shown, status: 'complete' }]);
  const { body } = await api.call('GET', '/v1/events', { form: { type: 'issuing_settlement.*' } });
  expect(body['data']).toMatchObject([
    { type: 'issuing_settlement.updated', data: { previous_attributes: { status: 'pending' } } },
    { type: 'issuing_settlement.created' },
  ]);
});

test('a settlement moves no balance of the account holder', async () => {
  expect(await shop.issuingBalance()).toBe(100_00 - 7_00);
  const { data } = await shop.stripe.balanceTransactions.list({ limit: 1 });
  expect(data).toMatchObject([{ type: 'issuing_transaction' }]);
});

test('what clears after the cut-off belongs to the next business day', async () => {
  const { body } = await api.call(
    'POST',
    '/v1/test_helpers/issuing/transactions/create_force_capture',
    { form: { card: shop.card.id, amount: 1_00 } },
  );
  expect(body).toMatchObject({ type: 'capture' });
  expect(started().at(-1)).toMatchObject({
    objectId: `visa:2026-11-05:${api.scope.accountId}`,
  });
});

test('a settlement is found by its id, and its metadata can be changed', async () => {
  const listed = z.array(z.looseObject({ id: z.string() })).parse(await settlements())[0];
  const path = `/v1/issuing/settlements/${listed?.id}`;
  const form = { metadata: { ledger: 'closed' } };
  expect((await api.call('POST', path, { form })).body).toMatchObject({
    id: listed?.id,
    metadata: { ledger: 'closed' },
  });
  expect((await api.call('GET', path)).body).toMatchObject({ metadata: { ledger: 'closed' } });
  expect(await api.call('GET', '/v1/issuing/settlements/iset_none')).toMatchObject(
    refusal(404, 'resource_missing', 'settlement'),
  );
});
