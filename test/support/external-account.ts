import { inOneTransaction } from '../../authorizer/unit-of-work.ts';
import { updateBankAccount } from '../../db/bank-accounts/update.ts';
import type { BankAccountId } from '../../domain/ids.ts';
import type { Currency } from '../../domain/money.ts';
import { keepBankAccount } from '../../funding/bank-account.ts';
import type { TestApi } from './api.ts';

/** Numbers by whose end the sandbox's bank decides what becomes of a payout: providers/bank/sandbox-accounts.ts. */
export const ACCOUNT_NUMBERS = {
  good: '000123456789',
  unknown: '000111111116',
  unknownLater: '000088888882',
} as const;

/** A bank account of the account's own, to which it can be paid out. */
export const addExternalAccount = (
  { deps, scope }: Pick<TestApi, 'deps' | 'scope'>,
  { accountNumber, currency = 'usd' }: { accountNumber: string; currency?: Currency },
): Promise<BankAccountId> =>
  inOneTransaction(deps, scope, async (work) => {
    const { id } = await keepBankAccount(work, deps.keyring, {
      country: currency === 'usd' ? 'US' : 'DE',
      currency,
      numbers: { accountNumber, routingNumber: currency === 'usd' ? '110000000' : null },
      status: 'new',
    });
    await updateBankAccount(work, id, { is_external: true });
    return id;
  });
