import type { NewTopup, TopupRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a top-up and answers with it as Postgres holds it. */
export const insertTopup = async (
  { trx }: Pick<UnitOfWork, 'trx'>,
  row: NewTopup,
): Promise<TopupRow> =>
  trx.insertInto('topup').values(row).returningAll().executeTakeFirstOrThrow();
