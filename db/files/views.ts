import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { FileLinkRow, FileRow } from '../tables/file.ts';

/** How many links a file shows of itself; the rest is in the list of links. */
const LINKS_SHOWN = 10;

/** A file with the links that its wire object embeds. */
export interface FileView {
  readonly file: FileRow;
  readonly links: readonly FileLinkRow[];
  readonly hasMoreLinks: boolean;
}

/** Completes files, in their order, with one query however many there are. */
export async function viewFiles(
  db: Kysely<Database>,
  scope: Scope,
  files: readonly FileRow[],
): Promise<readonly FileView[]> {
  const links = files.length === 0 ? [] : await newestLinks(db, scope, files);
  return files.map((file) => {
    const own = links.filter(({ file_id }) => file_id === file.id);
    return { file, links: own.slice(0, LINKS_SHOWN), hasMoreLinks: own.length > LINKS_SHOWN };
  });
}

/** One more than is shown of each: it tells whether there are others. */
const newestLinks = (
  db: Kysely<Database>,
  scope: Scope,
  files: readonly FileRow[],
): Promise<FileLinkRow[]> =>
  db
    .selectFrom('file')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('file_link')
          .selectAll('file_link')
          .whereRef('file_link.account_id', '=', 'file.account_id')
          .whereRef('file_link.file_id', '=', 'file.id')
          .orderBy('file_link.id', 'desc')
          .limit(LINKS_SHOWN + 1)
          .as('link'),
      (join) => join.onTrue(),
    )
    .selectAll('link')
    .where('file.account_id', '=', owned(scope).account_id)
    .where('file.id', 'in', [...new Set(files.map(({ id }) => id))])
    .orderBy('link.id', 'desc')
    .execute();
