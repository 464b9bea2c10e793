import type { Kysely } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { type FileId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { FileRow } from '../tables/file.ts';

/** Those of these files that exist, in no order, with one query however many there are. */
export async function findFiles(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly FileId[],
): Promise<readonly FileRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('file')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(ids)])]))
    .execute();
}

/** @throws `resource_missing`: another account's file and one that never was are the same answer. */
export async function getFile(
  db: Kysely<Database>,
  scope: Scope,
  { id: text, param = 'file' }: { readonly id: string; readonly param?: string },
): Promise<FileRow> {
  const id = parseId('file', text);
  const [row] = id === undefined ? [] : await findFiles(db, scope, [id]);
  if (row) return row;
  throw failure('resource_missing', { object: 'file upload', id: text }, { param });
}
