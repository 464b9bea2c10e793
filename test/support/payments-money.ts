import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { lockLedgerAccounts } from '../../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../../db/ledger/write-movement.ts';
import { type BalanceType, CODE_OF_BALANCE } from '../../domain/ledger/accounts.ts';
import { fundIssuingBalance } from '../../domain/ledger/templates.ts';
import type { Money } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import { movementOf, workOf } from './ledger-fixtures.ts';

/** Puts money on a balance, as if a bank had sent it: for tests of what becomes of it then. */
export const putMoney = (
  db: Kysely<Database>,
  { scope, balance }: { readonly scope: Scope; readonly balance: BalanceType },
  amount: Money,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const code = CODE_OF_BALANCE[balance];
    const books = await lockLedgerAccounts(workOf(trx, scope), amount.currency, [
      'bank_clearing',
      code,
    ]);
    const accounts = { bank: books.bank_clearing.id, funds: books[code].id };
    await writeMovement(trx, scope, movementOf(fundIssuingBalance(accounts, amount)));
  });
