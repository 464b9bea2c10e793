import type { AccountRow } from '../../db/database.ts';
import { failure } from '../../domain/errors.ts';
import type { Currency } from '../../domain/money.ts';

/**
 * The balances of an account are in its own currency, and nothing converts between currencies.
 *
 * @throws `parameter_invalid`.
 */
export function requireOwnCurrency(account: AccountRow, currency: Currency): void {
  if (currency === account.default_currency) return;
  throw failure(
    'parameter_invalid',
    { problem: `The balances of this account are in ${account.default_currency}.` },
    { param: 'currency' },
  );
}
