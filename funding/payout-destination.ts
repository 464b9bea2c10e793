import { findDefaultAccount } from '../db/bank-accounts/find-default.ts';
import { getBankAccount } from '../db/bank-accounts/get.ts';
import type { BankAccountRow } from '../db/tables/pull-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import type { Currency } from '../domain/money.ts';

/**
 * Where a payout goes: the bank account that is named, or the account's own for the currency.
 *
 * @throws `resource_missing`, or `parameter_invalid` for one to which this cannot be paid out.
 */
export async function payoutDestination(
  { trx, scope }: UnitOfWork,
  id: string | undefined,
  currency: Currency,
): Promise<BankAccountRow> {
  const account =
    id === undefined
      ? await findDefaultAccount(trx, scope, currency)
      : await getBankAccount(trx, scope, id);
  if (!account) throw unfit(`There is no external account in ${currency} to pay out to.`);
  if (!account.is_external || account.deleted_at !== null)
    throw unfit('Payouts go to external accounts of the account only.');
  if (account.currency !== currency)
    throw unfit(`This bank account takes ${account.currency}, and the payout is in ${currency}.`);
  if (account.status === 'errored')
    throw unfit('A payout to this bank account has failed. Add the right one, and pay out to it.');
  return account;
}

const unfit = (problem: string) =>
  failure('parameter_invalid', { problem }, { param: 'destination' });
