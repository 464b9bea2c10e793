import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId, type PayoutId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { PayoutRow } from '../tables/payout.ts';

/** @throws `resource_missing`: another account's payout and one that never was are the same answer. */
export async function getPayout(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<PayoutRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. Ledger accounts are locked before. */
export async function lockPayout(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<PayoutRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

export async function findPayouts(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly PayoutId[],
): Promise<PayoutRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('payout')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', ids)]))
    .execute();
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('payout', text);
  return (
    id &&
    db
      .selectFrom('payout')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: PayoutRow | undefined, id: string): PayoutRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'payout', id }, { param: 'id' });
}
