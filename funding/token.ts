import { insertBankAccountToken } from '../db/bank-account-tokens/insert.ts';
import { lockBankAccountToken } from '../db/bank-account-tokens/get.ts';
import { useToken } from '../db/bank-account-tokens/use.ts';
import { getBankAccount } from '../db/bank-accounts/get.ts';
import type { BankAccountRow } from '../db/tables/pull-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { TEST_ROUTING_NUMBER, testAccountNumber } from '../domain/bank-account/test-tokens.ts';
import { failure } from '../domain/errors.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { type BankAccountDetails, keepBankAccount } from './bank-account.ts';

/** A token for a bank account that nobody has proved yet. */
export async function makeToken(work: UnitOfWork, keyring: Keyring, details: BankAccountDetails) {
  const bankAccount = await keepBankAccount(work, keyring, { ...details, status: 'new' });
  return { token: await insertBankAccountToken(work, bankAccount.id), bankAccount };
}

/**
 * The bank account that a token names, which it does once. A test token is new each time.
 *
 * @param named the token, and the parameter in which it was given.
 * @throws `token_already_used`, `resource_missing`, both of that parameter.
 */
export async function takeToken(
  work: UnitOfWork,
  keyring: Keyring,
  { token, param }: { readonly token: string; readonly param: string },
): Promise<BankAccountRow> {
  const number = work.scope.livemode ? undefined : testAccountNumber(token);
  if (number !== undefined)
    return keepBankAccount(work, keyring, {
      country: 'US',
      currency: 'usd',
      numbers: { routingNumber: TEST_ROUTING_NUMBER, accountNumber: number },
      status: 'verified',
    });
  const row = await lockBankAccountToken(work.trx, work.scope, token);
  if (!row) throw failure('resource_missing', { object: 'token', id: token }, { param });
  if (!(await useToken(work, row.id))) throw failure('token_already_used', { token }, { param });
  return getBankAccount(work.trx, work.scope, row.bank_account_id);
}
