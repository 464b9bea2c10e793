import type { NewSource, SourceRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a source and answers with it as Postgres holds it. */
export const insertSource = async (
  { trx }: Pick<UnitOfWork, 'trx'>,
  row: NewSource,
): Promise<SourceRow> =>
  trx.insertInto('source').values(row).returningAll().executeTakeFirstOrThrow();
