import type { IssuingCardholderRow, NewIssuingCardholder } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a cardholder and answers with it as Postgres holds it. */
export const insertCardholder = async (
  { trx }: UnitOfWork,
  cardholder: NewIssuingCardholder,
): Promise<IssuingCardholderRow> =>
  trx.insertInto('issuing_cardholder').values(cardholder).returningAll().executeTakeFirstOrThrow();
