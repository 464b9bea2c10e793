import type { Insertable } from 'kysely';
import type { FileLinkRow, FileLinkTable } from '../tables/file.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a link and answers with it as Postgres holds it. */
export const insertFileLink = async (
  { trx }: UnitOfWork,
  link: Insertable<FileLinkTable>,
): Promise<FileLinkRow> =>
  trx.insertInto('file_link').values(link).returningAll().executeTakeFirstOrThrow();
