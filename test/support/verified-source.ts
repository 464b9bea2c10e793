import type { TestApi } from './api.ts';

/** A source that can be charged, for a bank account with this number: as if somebody had proved it. */
export async function verifiedSource(api: TestApi, accountNumber: string): Promise<string> {
  const stripe = await api.sdk();
  const { id: token } = await stripe.tokens.create({
    bank_account: {
      country: 'US',
      currency: 'usd',
      account_number: accountNumber,
      routing_number: '110000000',
    },
  });
  const source = await stripe.sources.create({ type: 'ach_debit', token });
  await api.database.db
    .updateTable('bank_account')
    .set({ status: 'verified' })
    .where('account_id', '=', api.scope.accountId)
    .where('fingerprint', '=', source.ach_debit?.fingerprint ?? '')
    .execute();
  return source.id;
}
