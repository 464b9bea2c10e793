import { findBankAccounts } from '../db/bank-accounts/find.ts';
import { findDefaultAccount } from '../db/bank-accounts/find-default.ts';
import { getBankAccount } from '../db/bank-accounts/get.ts';
import { getPaymentMethod } from '../db/payment-methods/get.ts';
import { getSource } from '../db/sources/get.ts';
import type { BankAccountRow } from '../db/tables/pull-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import { type PaymentMethodId, parseId, type SourceId } from '../domain/ids.ts';
import type { Currency } from '../domain/money.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { sourceOf } from './source.ts';
import { takeToken } from './token.ts';

/** How a caller names a bank account that is to pay: nothing means the account's own, its default. */
export interface NamedPayer {
  readonly source?: string | undefined;
  readonly paymentMethod?: string | undefined;
}

export interface Payer {
  readonly bankAccount: BankAccountRow;
  readonly sourceId: SourceId | null;
  readonly paymentMethodId: PaymentMethodId | null;
}

/**
 * The bank account that is to pay, which must have been proved: nobody may pull from an account that
 * he only claims.
 *
 * @throws `bank_account_unverified`, `parameter_missing`, `parameter_invalid`, `token_already_used`,
 *   `resource_missing`.
 */
export async function payerOf(
  work: UnitOfWork,
  keyring: Keyring,
  { currency, ...named }: NamedPayer & { readonly currency: Currency },
): Promise<Payer> {
  const payer = await findPayer(work, keyring, { currency, ...named });
  const { id, status } = payer.bankAccount;
  const param = named.paymentMethod === undefined ? 'source' : 'payment_method';
  if (status !== 'verified') throw failure('bank_account_unverified', { id }, { param });
  if (payer.bankAccount.currency !== currency)
    throw failure(
      'parameter_invalid',
      { problem: `The bank account ${id} is in ${payer.bankAccount.currency}.` },
      { param },
    );
  return payer;
}

async function findPayer(
  work: UnitOfWork,
  keyring: Keyring,
  { source, paymentMethod, currency }: NamedPayer & { readonly currency: Currency },
): Promise<Payer> {
  const { trx, scope } = work;
  if (paymentMethod !== undefined) {
    const { id, bank_account_id } = await getPaymentMethod(trx, scope, paymentMethod);
    const bankAccount = await getBankAccount(trx, scope, bank_account_id);
    return { bankAccount, sourceId: null, paymentMethodId: id };
  }
  if (source !== undefined && parseId('source', source)) {
    const { id, bank_account_id } = await getSource(trx, scope, source);
    const bankAccount = await getBankAccount(trx, scope, bank_account_id);
    return { bankAccount, sourceId: id, paymentMethodId: null };
  }
  const bankAccount =
    source === undefined
      ? await ownAccount(work, currency)
      : source.startsWith('btok_')
        ? await takeToken(work, keyring, { token: source, param: 'source' })
        : await externalAccount(work, source);
  const { id } = await sourceOf(work, bankAccount);
  return { bankAccount, sourceId: id, paymentMethodId: null };
}

async function externalAccount({ trx, scope }: UnitOfWork, id: string): Promise<BankAccountRow> {
  const named = parseId('bankAccount', id);
  const [row] = named ? await findBankAccounts(trx, scope, [named]) : [];
  if (row && row.is_external && row.deleted_at === null) return row;
  throw failure('resource_missing', { object: 'source', id }, { param: 'source' });
}

async function ownAccount({ trx, scope }: UnitOfWork, currency: Currency): Promise<BankAccountRow> {
  const row = await findDefaultAccount(trx, scope, currency);
  if (row) return row;
  throw failure('parameter_missing', { name: 'source' }, { param: 'source' });
}
