import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { refusal } from '../fixtures.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const PATH = '/v1/issuing/settings';
const get = async () => (await api.call('GET', PATH)).body;
const post = (form: object) => api.call('POST', PATH, { form: { ...form } });

test('an account that has set nothing declines when its endpoint does, and pays out cash', async () => {
  expect(await get()).toMatchObject({
    object: 'issuing.settings',
    cash_withdrawals: { enabled: true },
    livemode: false,
    real_time_decision: { on_error: 'decline', on_timeout: 'decline' },
    spending_controls: { blocked_categories: null, spending_limits: [] },
  });
});

test('what a change does not name stays, and an empty text clears', async () => {
  await post({ real_time_decision: { on_timeout: 'approve' } });
  await post({
    cash_withdrawals: { enabled: false },
    spending_controls: {
      blocked_categories: ['betting_casino_gambling'],
      spending_limits: [{ amount: 100_000, interval: 'monthly' }],
    },
  });
  const changed = await post({ real_time_decision: { on_error: 'approve' } });
  expect(changed.body).toMatchObject({
    cash_withdrawals: { enabled: false },
    real_time_decision: { on_error: 'approve', on_timeout: 'approve' },
    spending_controls: {
      blocked_categories: ['betting_casino_gambling'],
      spending_limits: [{ amount: 100_000, categories: null, interval: 'monthly' }],
      spending_limits_currency: 'usd',
    },
  });
  expect(await get()).toEqual(changed.body);
  const cleared = await post({ spending_controls: { spending_limits: '' } });
  expect(cleared.body).toMatchObject({ spending_controls: { spending_limits: [] } });
});

test('of changes at once, none is lost', async () => {
  await Promise.all([
    post({ cash_withdrawals: { enabled: true } }),
    post({ real_time_decision: { on_error: 'decline' } }),
    post({ real_time_decision: { on_timeout: 'decline' } }),
    post({ spending_controls: { allowed_merchant_countries: ['US'], blocked_categories: '' } }),
  ]);
  expect(await get()).toMatchObject({
    cash_withdrawals: { enabled: true },
    real_time_decision: { on_error: 'decline', on_timeout: 'decline' },
    spending_controls: { allowed_merchant_countries: ['US'], blocked_categories: null },
  });
});

test.each([
  [{ real_time_decision: { on_timeout: 'retry' } }, 'real_time_decision[on_timeout]'],
  [{ cash_withdrawals: { enabled: 'perhaps' } }, 'cash_withdrawals[enabled]'],
  [
    { spending_controls: { spending_limits_currency: 'gbp' } },
    'spending_controls[spending_limits_currency]',
  ],
])('%j is refused', async (form, param) => {
  expect(await post(form)).toMatchObject(refusal(400, 'parameter_invalid', param));
});
