import { failure } from '../errors.ts';
import type { Money } from '../money.ts';
import { available, type Balances, type BalanceType } from './accounts.ts';

/**
 * Makes sure that a balance, which is locked, has what is to leave it.
 *
 * @throws `balance_insufficient`, which names what is available.
 */
export function requireCovered(balance: BalanceType, account: Balances, amount: Money): void {
  const there = available(account);
  if (amount.minor <= there) return;
  const detail = { balance, available: `${there} ${amount.currency}` };
  throw failure('balance_insufficient', detail, { param: 'amount' });
}
