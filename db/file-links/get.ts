import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { FileLinkRow } from '../tables/file.ts';

/** @throws `resource_missing`: another account's link and one that never was are the same answer. */
export async function getFileLink(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<FileLinkRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockFileLink(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<FileLinkRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('fileLink', text);
  return (
    id &&
    db
      .selectFrom('file_link')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: FileLinkRow | undefined, id: string): FileLinkRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'file link', id }, { param: 'link' });
}
