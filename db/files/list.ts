import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, owned } from '../database.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { FileRow } from '../tables/file.ts';

interface FileFilter {
  readonly created?: Period | undefined;
  readonly purpose?: string | undefined;
}

/** The files that meet every condition given, newest first, without what they hold. */
export function listFiles(
  db: Kysely<Database>,
  scope: Scope,
  { created, purpose, ...page }: FileFilter & Cursors,
): Promise<Page<FileRow>> {
  const query = db
    .selectFrom('file')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(createdWithin('file.created_at', created))
    .where(matching({ purpose }));
  return pageOf({ db, scope, table: 'file', object: 'file upload', query }, page);
}
