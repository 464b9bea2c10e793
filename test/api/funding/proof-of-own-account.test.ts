import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inOneTransaction } from '../../../authorizer/unit-of-work.ts';
import { getSource } from '../../../db/sources/get.ts';
import { keepExpected } from '../../../funding/verification.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
let stripe: Stripe;
beforeAll(async () => {
  api = await openTestApi();
  stripe = await api.sdk();
});
afterAll(() => api.close());

const bank = (account_number: string) => ({
  country: 'US',
  currency: 'usd',
  account_number,
  routing_number: '110000000',
});

/** Somebody reads the amounts on a statement. */
async function prove(account_number: string): Promise<void> {
  const { id: token } = await stripe.tokens.create({ bank_account: bank(account_number) });
  const { id } = await stripe.sources.create({ type: 'ach_debit', token });
  await inOneTransaction(api.deps, api.scope, async (work) => {
    const { bank_account_id } = await getSource(work.trx, api.scope, id);
    await keepExpected(work, bank_account_id, { amounts: [32, 45], descriptorCode: 'SM11AA' });
  });
  await stripe.sources.verify(id, { values: ['32', '45'] });
}

const own = async (account_number: string): Promise<Stripe.BankAccount> => {
  const path = `/v1/accounts/${api.scope.accountId}/external_accounts`;
  const external_account = { object: 'bank_account', ...bank(account_number) };
  const { body } = await api.call('POST', path, { form: { external_account } });
  const found = await stripe.accounts.retrieveExternalAccount(
    api.scope.accountId,
    String(body['id']),
  );
  if (found.object !== 'bank_account') throw new Error('it is no bank account');
  return found;
};

test('an own bank account can be pulled from once a source for the same number is proved', async () => {
  const { id, status } = await own('000200000001');
  expect(status).toBe('new');
  const early = stripe.topups.create({ amount: 100, currency: 'usd' });
  await expect(early).rejects.toMatchObject({ code: 'bank_account_unverified' });
  await prove('000200000001');
  const told = await stripe.events.list({ type: 'account.external_account.updated' });
  expect(told.data[0]?.data).toMatchObject({
    object: { id, status: 'verified' },
    previous_attributes: { status: 'new' },
  });
  const topup = await stripe.topups.create({ amount: 100, currency: 'usd' });
  expect(topup.source).toMatchObject({ status: 'chargeable', ach_debit: { last4: '0001' } });
});

test('an own bank account that was proved before it was added needs no other proof', async () => {
  await prove('000200000002');
  expect(await own('000200000002')).toMatchObject({ status: 'verified' });
  expect(await own('000200000003')).toMatchObject({ status: 'new' });
});
