import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';

const path = '/v1/issuing/funding_instructions';
const REGIONS = [
  { country: 'US', currency: 'usd', kind: 'us_bank_transfer', type: 'aba' },
  { country: 'GB', currency: 'gbp', kind: 'gb_bank_transfer', type: 'sort_code' },
  { country: 'DE', currency: 'eur', kind: 'eu_bank_transfer', type: 'iban' },
] as const;

let apis: readonly TestApi[];
beforeAll(async () => {
  apis = await Promise.all(REGIONS.map((region) => openTestApi(region)));
});
afterAll(() => Promise.all(apis.map((api) => api.close())));

const formOf = ({ kind, currency }: (typeof REGIONS)[number]) => ({
  funding_type: 'bank_transfer',
  bank_transfer: { type: kind },
  currency,
});
const apiOf = (region: (typeof REGIONS)[number]): TestApi => {
  const api = apis[REGIONS.indexOf(region)];
  if (!api) throw new Error(region.country);
  return api;
};

test.each(REGIONS)(
  'in $country an account gets one address for ever, by the SDK’s raw requests',
  async (region) => {
    const stripe = await apiOf(region).sdk();
    const made = await stripe.rawRequest('POST', path, formOf(region));
    expect(made).toMatchObject({
      object: 'funding_instructions',
      bank_transfer: { country: region.country, type: region.kind },
      currency: region.currency,
      funding_type: 'bank_transfer',
      livemode: false,
    });
    expect(await stripe.rawRequest('POST', path, formOf(region))).toMatchObject({
      bank_transfer: Reflect.get(made, 'bank_transfer'),
    });
    const listed = await stripe.rawRequest('GET', path);
    expect(listed).toMatchObject({ has_more: false });
    expect(Reflect.get(listed, 'data')).toHaveLength(1);
    expect(Reflect.get(listed, 'data')[0].bank_transfer.financial_addresses[0].type).toBe(
      region.type,
    );
  },
);

test('who asks for the first time at many places at once gets the same everywhere', async () => {
  const api = await openTestApi();
  try {
    const asked = Array.from({ length: 10 }, () =>
      api.call('POST', path, { form: formOf(REGIONS[0]) }),
    );
    const bodies = (await Promise.all(asked)).map(({ body }) => JSON.stringify(body));
    expect(new Set(bodies).size).toBe(1);
    const listed = await api.call('GET', path);
    expect(listed.body['data']).toHaveLength(1);
  } finally {
    await api.close();
  }
});

test('another currency, or another kind of transfer, is refused by the parameter at fault', async () => {
  const api = apiOf(REGIONS[0]);
  const wrong = await api.call('POST', path, { form: formOf(REGIONS[2]) });
  expect(wrong).toMatchObject({ status: 400, body: { error: { param: 'currency' } } });
  const form = { ...formOf(REGIONS[0]), bank_transfer: { type: 'eu_bank_transfer' } };
  const mixed = await api.call('POST', path, { form });
  expect(mixed).toMatchObject({ status: 400, body: { error: { param: 'bank_transfer[type]' } } });
});
