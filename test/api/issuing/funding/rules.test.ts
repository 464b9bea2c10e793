import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';

const path = '/v1/issuing/funding_rules';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const form = { currency: 'usd', threshold: { type: 'amount', amount: 100_00 } };

test('a rule is made once for a currency, watched at once, and changed', async () => {
  const stripe = await api.sdk();
  const made = await stripe.rawRequest('POST', path, { ...form, metadata: { team: 'ops' } });
  const id = String(Reflect.get(made, 'id'));
  expect(made).toMatchObject({
    object: 'issuing.funding_rule',
    active: true,
    last_trigger: null,
    metadata: { team: 'ops' },
    threshold: { type: 'amount', amount: 100_00 },
    topup: null,
  });
  expect(api.sent.at(-1)).toMatchObject({ kind: 'low_balance', objectId: id });

  const second = await api.call('POST', path, { form });
  expect(second).toMatchObject({
    status: 400,
    body: { error: { code: 'resource_already_exists', param: 'currency' } },
  });

  const changed = await api.call('POST', `${path}/${id}`, {
    form: { threshold: { type: 'spend_percentage', spend_percentage: 150 }, active: false },
  });
  expect(changed.body).toMatchObject({
    active: false,
    metadata: { team: 'ops' },
    threshold: { type: 'spend_percentage', spend_percentage: 150 },
  });
  expect((await api.call('GET', `${path}/${id}`)).body).toEqual(changed.body);
  expect((await api.call('GET', path)).body['data']).toEqual([changed.body]);
});

test('a threshold is one of the two kinds, and above nothing', async () => {
  const wrong = [
    [{ type: 'amount' }, 'threshold[amount]'],
    [{ type: 'amount', amount: 0 }, 'threshold[amount]'],
    [{ type: 'amount', amount: 1, spend_percentage: 1 }, 'threshold[spend_percentage]'],
    [{ type: 'spend_percentage', spend_percentage: 10_001 }, 'threshold[spend_percentage]'],
    [{ type: 'mood' }, 'threshold[type]'],
  ] as const;
  for (const [threshold, param] of wrong) {
    const { status, body } = await api.call('POST', path, { form: { ...form, threshold } });
    expect([status, body]).toMatchObject([400, { error: { param } }]);
  }
  const euros = await api.call('POST', path, { form: { ...form, currency: 'eur' } });
  expect(euros.body).toMatchObject({ error: { param: 'currency' } });
});
