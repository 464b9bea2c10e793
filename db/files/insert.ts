import type { FileRow, NewFile } from '../tables/file.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what is known of a file and answers with it as Postgres holds it. What it holds is put apart. */
export const insertFile = async ({ trx }: UnitOfWork, file: NewFile): Promise<FileRow> =>
  trx.insertInto('file').values(file).returningAll().executeTakeFirstOrThrow();
