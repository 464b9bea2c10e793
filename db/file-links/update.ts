import type { Updateable } from 'kysely';
import type { FileLinkId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { FileLinkRow, FileLinkTable } from '../tables/file.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a link that is locked, and answers with it as Postgres holds it. */
export const updateFileLink = async (
  { trx, scope }: UnitOfWork,
  id: FileLinkId,
  change: Updateable<FileLinkTable>,
): Promise<FileLinkRow> =>
  trx
    .updateTable('file_link')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
