import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepChallenges } from '../../worker/challenge-sweeper.ts';
import { openTestApi, type TestApi } from '../support/api.ts';
import { openShop, type Shop } from '../support/shop.ts';

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await openShop(api, 1_000_00);
});
afterAll(() => api.close());

const HOUR = 3_600_000;

async function sweep() {
  const swept: string[] = [];
  const { db, keyring, clock } = api.deps;
  const more = await sweepChallenges({
    db,
    keyring,
    clock,
    log: { warn: () => {} },
    onSwept: (outcome) => void swept.push(outcome),
  });
  return { swept, more };
}

const suspicious = () => shop.buy(10_00, { risk_assessment: { fraud_risk: { level: 'highest' } } });

const statusOf = async (id: string) => {
  const { fraud_challenges } = await shop.stripe.issuing.authorizations.retrieve(id);
  return fraud_challenges?.map(({ status }) => status);
};

test('a challenge that nobody answers expires when its hour is over, once, and is told', async () => {
  const { id } = await suspicious();
  api.clock.advance(HOUR - 60_000);
  expect(await sweep()).toEqual({ swept: [], more: false });
  expect(await statusOf(id)).toEqual(['pending']);

  api.clock.advance(60_000);
  expect(await sweep()).toEqual({ swept: ['expired'], more: false });
  expect(await statusOf(id)).toEqual(['expired']);
  expect(await sweep()).toEqual({ swept: [], more: false });

  const { data } = await shop.stripe.events.list({ type: 'issuing_authorization.updated' });
  expect(data).toMatchObject([
    {
      data: {
        object: { id, fraud_challenges: [{ status: 'expired' }] },
        previous_attributes: { fraud_challenges: [{ status: 'pending' }] },
      },
    },
  ]);
});

test('one that was answered stays as it was answered', async () => {
  const { id } = await suspicious();
  await api.call('POST', `/v1/test_helpers/issuing/authorizations/${id}/fraud_challenges/respond`, {
    form: { confirmed: false },
  });
  api.clock.advance(2 * HOUR);
  expect((await sweep()).swept).toEqual([]);
  expect(await statusOf(id)).toEqual(['rejected']);
});
