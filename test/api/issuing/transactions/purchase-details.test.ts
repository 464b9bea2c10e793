import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { openShop, type Shop } from '../../../support/shop.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 1_000_00);
});
afterAll(() => api.close());

const DETAILS = {
  flight: {
    departure_at: 1_800_000_000,
    passenger_name: 'Jenny Rosen',
    refundable: true,
    segments: [
      {
        arrival_airport_code: 'SFO',
        carrier: 'Delta',
        departure_airport_code: 'LAX',
        flight_number: 'DL100',
        service_class: 'Economy',
        stopover_allowed: false,
      },
    ],
    travel_agency: 'Orbitz',
  },
  fuel: { quantity_decimal: '10', type: 'diesel', unit: 'liter', unit_cost_decimal: '3.5' },
  fleet: { purchase_type: 'fuel_purchase', cardholder_prompt_data: { odometer: 1 } },
  lodging: { check_in_at: 1_800_000_000, nights: 2 },
  receipt: [{ description: 'Room', quantity: '2', total: 200_00, unit_cost: 100_00 }],
  reference: 'R-1',
};

const SHOWN = {
  ...DETAILS,
  fleet: {
    cardholder_prompt_data: {
      driver_id: null,
      odometer: 1,
      unspecified_id: null,
      user_id: null,
      vehicle_number: null,
    },
    purchase_type: 'fuel_purchase',
    reported_breakdown: null,
    service_type: null,
  },
  fuel: { industry_product_code: null, ...DETAILS.fuel },
  receipt: [{ description: 'Room', quantity: 2, total: 200_00, unit_cost: 100_00 }],
};

const post = (path: string, form: object) =>
  api.call('POST', `/v1/test_helpers/issuing/${path}`, { form: { ...form } });

test('what a merchant says of what he sold stands on the transaction, whatever made it', async () => {
  const { id } = await shop.buy(200_00);
  const captured = await post(`authorizations/${id}/capture`, { purchase_details: DETAILS });
  expect(captured.body).toMatchObject({ transactions: [{ purchase_details: SHOWN }] });
  for (const kind of ['create_force_capture', 'create_unlinked_refund']) {
    const sold = { card: shop.card.id, amount: 1_00, purchase_details: DETAILS };
    const { body } = await post(`transactions/${kind}`, sold);
    expect(body).toMatchObject({ purchase_details: SHOWN });
  }
});

test('a capture that says nothing of what was sold shows nothing', async () => {
  const { id } = await shop.buy(1_00);
  const captured = await post(`authorizations/${id}/capture`, {});
  expect(captured.body).toMatchObject({ transactions: [{ purchase_details: null }] });
});

test.each([
  [{ receipt: [{ description: 'x'.repeat(27) }] }, '[receipt][0][description]'],
  [{ receipt: Array.from({ length: 101 }, () => ({ total: 1 })) }, '[receipt]'],
  [{ receipt: [{ quantity: '1.1234567890123' }] }, '[receipt][0][quantity]'],
  [{ receipt: [{ total: -1 }] }, '[receipt][0][total]'],
  [{ lodging: { nights: 367 } }, '[lodging][nights]'],
  [
    { flight: { segments: [{ carrier: 'X', arrival_airport_code: 'LONG' }] } },
    '[flight][segments][0][arrival_airport_code]',
  ],
  [{ fuel: { unit: 'cup' } }, '[fuel][unit]'],
  [
    { fleet: { cardholder_prompt_data: { odometer: -1 } } },
    '[fleet][cardholder_prompt_data][odometer]',
  ],
])('%j is refused by name', async (purchase_details, param) => {
  const { id } = await shop.buy(1_00);
  const { status, body } = await post(`authorizations/${id}/capture`, { purchase_details });
  expect([status, body['error']]).toMatchObject([400, { param: `purchase_details${param}` }]);
});
