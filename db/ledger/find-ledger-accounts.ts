import type { Kysely } from 'kysely';
import type { LedgerAccountId } from '../../domain/ids.ts';
import type { LedgerAccountCode } from '../../domain/ledger/accounts.ts';
import type { Currency } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';

/** The ids of ledger accounts of one currency. Nothing is locked: their balances may change at once. */
export async function findLedgerAccounts(
  db: Kysely<Database>,
  { scope, currency }: { readonly scope: Scope; readonly currency: Currency },
  codes: readonly LedgerAccountCode[],
): Promise<Readonly<Partial<Record<LedgerAccountCode, LedgerAccountId>>>> {
  const rows = await db
    .selectFrom('ledger_account')
    .select(['code', 'id'])
    .where((eb) => eb.and([eb.and({ ...owned(scope), currency }), eb('code', 'in', codes)]))
    .execute();
  return Object.fromEntries(rows.map(({ code, id }) => [code, id]));
}
