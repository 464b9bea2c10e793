import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { DesignRow } from '../tables/design.ts';
import { findDesigns } from './find.ts';

/** One of the account's own. @throws `resource_missing`: another's and one that never was are the same answer. */
export async function getDesign(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<DesignRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockDesign(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<DesignRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

/** For who only looks: the platform's default as well. */
export async function viewDesign(
  db: Kysely<Database>,
  scope: Scope,
  text: string,
): Promise<DesignRow> {
  const id = parseId('personalizationDesign', text);
  const [row] = id === undefined ? [] : await findDesigns(db, scope, [id]);
  return found(row, text);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('personalizationDesign', text);
  return (
    id &&
    db
      .selectFrom('issuing_personalization_design')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: DesignRow | undefined, id: string): DesignRow {
  if (row) return row;
  const param = 'personalization_design';
  throw failure('resource_missing', { object: 'personalization design', id }, { param });
}
