import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingCardholderRow, owned } from '../database.ts';

/** @throws `resource_missing`: another account's cardholder and one that never was are the same answer. */
export async function getCardholder(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingCardholderRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. Cards are locked before cardholders. */
export async function lockCardholder(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<IssuingCardholderRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('cardholder', text);
  return (
    id &&
    db
      .selectFrom('issuing_cardholder')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: IssuingCardholderRow | undefined, id: string): IssuingCardholderRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'issuing cardholder', id }, { param: 'cardholder' });
}
