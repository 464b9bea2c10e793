import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { BalanceTransferRow } from '../tables/balance-transfer.ts';

/** Transfers between the balances of an account, newest first. */
export function listBalanceTransfers(
  db: Kysely<Database>,
  scope: Scope,
  { created, ...page }: { readonly created?: Period | undefined } & Cursors,
): Promise<Page<BalanceTransferRow>> {
  const query = db
    .selectFrom('balance_transfer')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(createdWithin('created_at', created));
  const object = 'balance transfer';
  return pageOf({ db, scope, table: 'balance_transfer', object, query }, page);
}
