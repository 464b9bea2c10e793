import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { expectBooksInOrder } from '../../../support/ledger.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
let helpers: Shop['stripe']['testHelpers']['issuing']['authorizations'];
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 10_000_00);
  helpers = shop.stripe.testHelpers.issuing.authorizations;
});
afterAll(async () => {
  await expectBooksInOrder(api.database.db);
  await api.close();
});

const untyped = (params: object): object => params;
const asked = (params: object) => helpers.create({ card: shop.card.id, ...params });

const CASH = {
  authorization_method: 'chip',
  merchant_data: { category: 'automated_cash_disburse' },
  verification_data: untyped({ pin_check: 'online_pin_match' }),
};

test('the fee of a cash machine is inside the amount, and its transaction tells of it', async () => {
  const authorization = await asked({ ...CASH, amount: 103_00, amount_details: { atm_fee: 3_00 } });
  const amount_details = { atm_fee: 3_00, cashback_amount: null };
  expect(authorization).toMatchObject({
    approved: true,
    amount: 103_00,
    amount_details,
    request_history: [{ amount_details }],
  });
  const { transactions } = await helpers.capture(authorization.id);
  expect(transactions).toMatchObject([{ amount: -103_00, amount_details }]);
});

test('cashback is a part of a purchase', async () => {
  const details = { amount_details: { cashback_amount: 20_00 } };
  expect(await asked({ amount: 50_00, ...details })).toMatchObject({
    amount_details: { atm_fee: null, cashback_amount: 20_00 },
  });
  await expect(asked({ amount: 19_99, ...details })).rejects.toMatchObject({
    code: 'parameter_invalid',
    param: 'amount_details[cashback_amount]',
    message: 'It is a part of the amount, and larger than all of it (1999).',
  });
});

test('only a cash machine takes a fee', async () => {
  await expect(asked({ amount: 50_00, amount_details: { atm_fee: 1 } })).rejects.toMatchObject({
    param: 'amount_details[atm_fee]',
    message:
      'Only a cash machine takes a fee: `merchant_data[category]` must be automated_cash_disburse.',
  });
});

const PUMP = { merchant_data: { category: 'automated_fuel_dispensers' } } as const;

test('a pump asks for 1.00, holds 100.00, and settles for what was tanked', async () => {
  const before = (await shop.issuingBalance()) ?? 0;
  const { id, ...authorization } = await asked({ ...PUMP, amount: 1_00 });
  expect(authorization).toMatchObject({ amount: 100_00, merchant_amount: 100_00 });
  const fuel = {
    industry_product_code: '001',
    quantity_decimal: '10.5',
    type: 'diesel',
    unit: 'us_gallon',
    unit_cost_decimal: '395.5',
  };
  const final = await helpers.finalizeAmount(id, {
    final_amount: 41_53,
    fuel: untyped(fuel),
    fleet: {
      cardholder_prompt_data: { driver_id: '7', odometer: 120_000 },
      purchase_type: 'fuel_purchase',
      reported_breakdown: untyped({ fuel: { gross_amount_decimal: '4153.25' } }),
      service_type: 'self_service',
    },
  });
  expect(JSON.parse(JSON.stringify(final))).toMatchObject({
    status: 'pending',
    amount: 41_53,
    fuel,
    fleet: {
      cardholder_prompt_data: { alphanumeric_id: null, driver_id: '7', odometer: 120_000 },
      purchase_type: 'fuel_purchase',
      reported_breakdown: {
        fuel: { gross_amount_decimal: '4153.25' },
        non_fuel: null,
        tax: null,
      },
    },
  });
  expect(await shop.issuingBalance()).toBe(before - 41_53);
  const captured = await helpers.capture(id);
  expect(captured.transactions).toMatchObject([{ amount: -41_53 }]);
  expect(captured.balance_transactions.map(({ amount }) => amount)).toEqual([
    -100_00, 58_47, 41_53, -41_53,
  ]);
});

test('a final amount may be more than was held, or nothing; not after a capture', async () => {
  const more = await asked({ ...PUMP, amount: 1_00 });
  expect(await helpers.finalizeAmount(more.id, { final_amount: 120_00 })).toMatchObject({
    status: 'pending',
    amount: 120_00,
  });
  const none = await asked({ ...PUMP, amount: 1_00 });
  expect(await helpers.finalizeAmount(none.id, { final_amount: 0 })).toMatchObject({
    status: 'reversed',
    amount: 0,
  });
  await helpers.capture(more.id, { capture_amount: 20_00, close_authorization: false });
  await expect(helpers.finalizeAmount(more.id, { final_amount: 100 })).rejects.toMatchObject({
    message: 'This authorization cannot be finalized: it has been captured.',
  });
});

test('any other amount at a pump is held as it is', async () => {
  expect(await asked({ ...PUMP, amount: 1_01 })).toMatchObject({ amount: 1_01 });
  expect(await asked({ amount: 1_00 })).toMatchObject({ amount: 1_00 });
});

test('a check of the card is approved for nothing, holds nothing and is closed', async () => {
  const check = await asked({ amount: 0 });
  expect(check).toMatchObject({ approved: true, status: 'closed', balance_transactions: [] });
});

test('what is undone after a capture is closed', async () => {
  const { id } = await shop.buy(10_00);
  await helpers.capture(id, { capture_amount: 4_00, close_authorization: false });
  expect(await helpers.reverse(id)).toMatchObject({ status: 'closed', amount: 0 });
});

const scored = (score: number) =>
  asked({
    amount: 1_00,
    fraud_disputability_likelihood: 'neutral',
    risk_assessment: {
      fraud_risk: { level: 'normal', score },
      card_testing_risk: { level: 'low', invalid_account_number_decline_rate_past_hour: 3 },
      merchant_dispute_risk: { level: 'unknown', dispute_rate: 1 },
    },
  });

test('what the network says of the risk is shown as its score, where that is one of the wire', async () => {
  expect((await scored(12)).request_history[0]?.network_risk_score).toBe(12);
  expect((await scored(12.5)).request_history[0]?.network_risk_score).toBeNull();
  await expect(scored(101)).rejects.toMatchObject({
    param: 'risk_assessment[fraud_risk][score]',
    message: 'Must be a number between 0 and 100.',
  });
});

const given = async (address_postal_code_check: 'match' | 'mismatch' | 'not_provided') =>
  (await asked({ amount: 1_00, verification_data: { address_postal_code_check } }))
    .verification_data.postal_code;

test('a postal code is shown when the cardholder gave the right one', async () => {
  expect([await given('match'), await given('mismatch'), await given('not_provided')]).toEqual([
    '94103',
    null,
    null,
  ]);
});

test('wallet, merchant and acquirer are shown as they were told', async () => {
  const merchant_data = {
    category: 'grocery_stores_supermarkets',
    city: 'Lyon',
    country: 'FR',
    name: 'Marché',
    network_id: '99',
    postal_code: '69001',
    state: 'ARA',
    terminal_id: 'T-1',
    url: 'https://marche.example',
  } as const;
  const authorization = await asked({
    amount: 1_00,
    authorization_method: 'contactless',
    wallet: 'google_pay',
    merchant_data,
    network_data: { acquiring_institution_id: '777' },
  });
  expect(authorization).toMatchObject({
    card_presence: 'present',
    wallet: 'google_pay',
    merchant_data,
    network_data: { acquiring_institution_id: '777' },
  });
});
