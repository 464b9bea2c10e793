import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../support/api.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { addAccount, refusal } from './fixtures.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 100_00);
  const { id } = await shop.buy(9_00);
  await shop.stripe.testHelpers.issuing.authorizations.capture(id);
});
afterAll(() => api.close());

describe.each(['/v1/issuing/authorizations', '/v1/issuing/transactions'])('%s', (path) => {
  test('a list is that of one card or of one cardholder', async () => {
    const { card, cardholder } = shop;
    for (const form of [{ card: card.id }, { cardholder: cardholder.id }])
      expect((await api.call('GET', path, { form })).body).toMatchObject({ data: { length: 1 } });
  });

  test.each(['card', 'cardholder'])(
    'a %s that is none is told, and never an empty list',
    async (name) => {
      const form = { [name]: 'ic_none' };
      expect(await api.call('GET', path, { form })).toMatchObject(
        refusal(404, 'resource_missing', name),
      );
    },
  );

  test("another account's card is as if it were not there", async () => {
    const key = await addAccount(api);
    const form = { card: shop.card.id };
    expect(await api.call('GET', path, { key, form })).toMatchObject(
      refusal(404, 'resource_missing', 'card'),
    );
  });
});
