import type { NewSetupIntent, SetupIntentRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a setup intent and answers with it as Postgres holds it. */
export const insertSetupIntent = async (
  { trx }: Pick<UnitOfWork, 'trx'>,
  row: NewSetupIntent,
): Promise<SetupIntentRow> =>
  trx.insertInto('setup_intent').values(row).returningAll().executeTakeFirstOrThrow();
