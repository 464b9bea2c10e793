import { type Client, textAt } from './client.ts';
import type { KnownSecret } from './forms.ts';

/** Numbers that nothing else in the story is like. */
const NUMBERS = ['948102746352', '730291856473', '561839204756'] as const;
const ROUTING_NUMBER = '110000000';

const bank = (account_number: string) => ({ account_number, routing_number: ROUTING_NUMBER });

/** Somebody names bank accounts in each way that there is, pulls money from one, and mistypes one. */
export async function nameBankAccounts(client: Client): Promise<readonly KnownSecret[]> {
  const post = (path: string, form: Readonly<Record<string, unknown>>) =>
    client.ask({ method: 'POST', path, form });
  const [claimed, paid, set] = NUMBERS;

  const token = await post('/v1/tokens', { bank_account: { country: 'US', ...bank(claimed) } });
  await post('/v1/sources', { type: 'ach_debit', token: token.id });
  await post('/v1/setup_intents', {
    confirm: true,
    payment_method_data: { type: 'us_bank_account', us_bank_account: bank(set) },
  });
  const account = await client.ask({ method: 'GET', path: '/v1/account' });
  const external_account = { object: 'bank_account', country: 'US', ...bank(paid) };
  await post(`/v1/accounts/${textAt(account, 'id')}/external_accounts`, { external_account });
  await post('/v1/topups', { amount: 700, currency: 'usd', source: 'btok_us_verified' });
  const mistyped = { country: 'US', account_number: paid, routing_number: '110000001' };
  await client.say({ method: 'POST', path: '/v1/tokens', form: { bank_account: mistyped } });
  return NUMBERS.map((value) => ({ kind: 'bank account number', value }) as const);
}
