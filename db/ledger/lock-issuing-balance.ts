import { getAccount } from '../accounts/get.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { lockLedgerAccounts } from './lock-ledger-accounts.ts';

/**
 * The one lock of an account's purchases: whoever has it knows that nothing is decided, moved or counted
 * until his database transaction ends. It comes before any other lock.
 */
export async function lockIssuingBalance(work: UnitOfWork): Promise<void> {
  const { default_currency } = await getAccount(work.trx, work.scope.accountId);
  await lockLedgerAccounts(work, default_currency, ['issuing_balance']);
}
