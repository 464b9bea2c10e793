import { type Kysely, sql } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, owned } from '../database.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { FileLinkRow } from '../tables/file.ts';

interface FileLinkFilter {
  readonly created?: Period | undefined;
  readonly file?: string | undefined;
  /** Whether it has expired at an instant. */
  readonly expired?: { readonly is: boolean; readonly at: Date } | undefined;
}

/** The links that meet every condition given, newest first. */
export function listFileLinks(
  db: Kysely<Database>,
  scope: Scope,
  { created, file, expired, ...page }: FileLinkFilter & Cursors,
): Promise<Page<FileLinkRow>> {
  const has = expired && sql<boolean>`coalesce(expires_at <= ${expired.at}, false) = ${expired.is}`;
  const query = db
    .selectFrom('file_link')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(createdWithin('file_link.created_at', created))
    .where(matching({ file_id: file }))
    .where(has ?? sql<boolean>`true`);
  return pageOf({ db, scope, table: 'file_link', object: 'file link', query }, page);
}
