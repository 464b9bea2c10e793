import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

const DAY = 86_400_000;
/** The test clock begins on 2026-11-02; the next table of the sandbox applies from the first of January. */
const TO_NEXT_TABLE = 60 * DAY;

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 100_000_00);
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const asked = (params: object) =>
  shop.stripe.testHelpers.issuing.authorizations.create({ card: shop.card.id, ...params });

/** By hand from the sandbox table of 2026: one dollar is 155 yen, 0.307 dinars, 0.86 euros, 16,600 rupiahs. */
test.each([
  ['jpy', 15_500, 100_00],
  ['jpy', 1, 1],
  ['kwd', 1_000, 3_26],
  ['kwd', 1, 1],
  ['eur', 10_00, 11_63],
  ['idr', 16_600_00, 1_00],
  ['usd', 12_34, 12_34],
])('%s %i is held as %i cents of the card', async (merchant_currency, merchant_amount, amount) => {
  const authorization = await asked({ merchant_amount, merchant_currency });
  expect(authorization).toMatchObject({
    approved: true,
    amount,
    currency: 'usd',
    merchant_amount,
    merchant_currency,
    request_history: [{ amount, currency: 'usd', merchant_amount, merchant_currency }],
    balance_transactions: [{ amount: -amount, currency: 'usd' }],
  });
});

test('a merchant whose currency is not named charges in that of the card', async () => {
  expect(await asked({ merchant_amount: 5_00 })).toMatchObject({
    amount: 5_00,
    merchant_amount: 5_00,
    merchant_currency: 'usd',
  });
});

test('who names both amounts has converted already, and they stand', async () => {
  const authorization = await asked({
    amount: 9_99,
    merchant_amount: 1_500,
    merchant_currency: 'jpy',
  });
  expect(authorization).toMatchObject({ amount: 9_99, merchant_amount: 1_500 });
});

test.each([
  [{}, 'amount', 'Missing required param: amount.'],
  [
    { amount: 100, merchant_currency: 'jpy' },
    'merchant_amount',
    'Missing required param: merchant_amount.',
  ],
  [
    { amount: 100, merchant_amount: 200 },
    'merchant_amount',
    'Both amounts are in usd, and they differ. Send one of them.',
  ],
  [
    { amount: 0, merchant_amount: 200, merchant_currency: 'jpy' },
    'merchant_amount',
    'Either both amounts are nought, or neither is.',
  ],
  [{ amount: 100, currency: 'eur' }, 'currency', 'This card pays in usd: `currency` must be usd.'],
] as const)('%j is refused at %s', async (params, param, message) => {
  await expect(asked(params)).rejects.toMatchObject({ param, message });
});

test('a currency that nobody knows is refused, and those that are known are told', async () => {
  await expect(asked({ merchant_amount: 1, merchant_currency: 'xxx' })).rejects.toMatchObject({
    param: 'merchant_currency',
    message: expect.stringContaining('must be one of aed, ars, aud'),
  });
});

test('steps keep both amounts in proportion, and the last part loses no unit', async () => {
  const helpers = shop.stripe.testHelpers.issuing.authorizations;
  const { id } = await asked({ merchant_amount: 10_000, merchant_currency: 'jpy' });
  expect(await helpers.increment(id, { increment_amount: 1_55 })).toMatchObject({
    amount: 66_07,
    merchant_amount: 10_240,
  });
  expect(await helpers.reverse(id, { reverse_amount: 6_07 })).toMatchObject({
    amount: 60_00,
    merchant_amount: 9_299,
  });
  const parts: number[] = [];
  for (const capture_amount of [19_99, 20_00]) {
    const { transactions } = await helpers.capture(id, {
      capture_amount,
      close_authorization: false,
    });
    expect(transactions.at(-1)).toMatchObject({ amount: -capture_amount, currency: 'usd' });
    parts.push(transactions.at(-1)?.merchant_amount ?? 0);
  }
  const last = (await helpers.capture(id)).transactions.at(-1);
  expect(last?.amount).toBe(-20_01);
  expect(parts.reduce((sum, part) => sum + part, last?.merchant_amount ?? 0)).toBe(-9_299);
});

/** Risk: a capture that is booked by yesterday's rate, or a rest that is held by tomorrow's. */
test('a capture costs what the merchant takes at the rate of its own day, and the rest stays held', async () => {
  const helpers = shop.stripe.testHelpers.issuing.authorizations;
  const hotel = { merchant_data: { category: 'hotels_motels_and_resorts' } };
  api.clock.advance(TO_NEXT_TABLE - DAY);
  const { id } = await asked({ merchant_amount: 15_500, merchant_currency: 'jpy', ...hotel });
  api.clock.advance(DAY);
  const partly = await helpers.capture(id, { capture_amount: 40_00, close_authorization: false });
  // 6,200 yen at 150 to the dollar instead of 155.
  expect(partly.transactions).toMatchObject([{ amount: -41_33, merchant_amount: -6_200 }]);
  expect(partly).toMatchObject({ status: 'pending', amount: 60_00, merchant_amount: 9_300 });
  expect(partly.balance_transactions.map(({ amount }) => amount)).toEqual([-100_00, 40_00, -41_33]);

  const all = await helpers.capture(id);
  expect(all.transactions.at(-1)).toMatchObject({ amount: -62_00, merchant_amount: -9_300 });
  const [, taken] = all.transactions;
  const refund = await shop.stripe.testHelpers.issuing.transactions.refund(taken?.id ?? '');
  expect(refund).toMatchObject({ amount: 62_00, merchant_amount: 9_300 });
});
