import type { AccountRow } from '../db/database.ts';
import { failure } from '../domain/errors.ts';
import type { Currency } from '../domain/money.ts';

/** @throws `parameter_invalid`: an account has one Issuing balance, in the currency of its region. */
export function requireOwnCurrency(account: AccountRow, currency: Currency): void {
  if (currency === account.default_currency) return;
  const problem = `This account issues cards in ${account.default_currency}.`;
  throw failure('parameter_invalid', { problem }, { param: 'currency' });
}
