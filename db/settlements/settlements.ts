import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId, type SettlementId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { IssuingSettlementRow } from '../tables/settlement.ts';

/** Settlements of an account, newest first. */
export function listSettlements(
  db: Kysely<Database>,
  scope: Scope,
  { created, ...cursors }: { readonly created?: Period | undefined } & Cursors,
): Promise<Page<IssuingSettlementRow>> {
  const query = db
    .selectFrom('issuing_settlement')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(createdWithin('created_at', created));
  const list = { db, scope, table: 'issuing_settlement', object: 'issuing settlement' } as const;
  return pageOf({ ...list, query }, cursors);
}

/** @throws `resource_missing` */
export async function getSettlement(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingSettlementRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockSettlement(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingSettlementRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

/** Those of every account on a day. */
export const settlementsOfDay = (
  db: Kysely<Database>,
  day: string,
): Promise<IssuingSettlementRow[]> =>
  db
    .selectFrom('issuing_settlement')
    .selectAll()
    .where('day_id', '=', day)
    .orderBy('account_id')
    .orderBy('currency')
    .execute();

export async function updateSettlement(
  trx: Transaction<Database>,
  { account_id, id }: Pick<IssuingSettlementRow, 'account_id' | 'id'>,
  change: Partial<
    Pick<IssuingSettlementRow, 'movement' | 'net_amount' | 'status' | 'transaction_count'>
  > & { readonly metadata?: string },
): Promise<IssuingSettlementRow> {
  return trx
    .updateTable('issuing_settlement')
    .set(change)
    .where((eb) => eb.and({ account_id, id }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findSettlements(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly SettlementId[],
): Promise<IssuingSettlementRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('issuing_settlement')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', ids)]))
    .execute();
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('settlement', text);
  return (
    id &&
    db
      .selectFrom('issuing_settlement')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: IssuingSettlementRow | undefined, id: string): IssuingSettlementRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'issuing settlement', id }, { param: 'settlement' });
}
