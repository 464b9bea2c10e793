import type { CardholderId } from '../../domain/ids.ts';
import { type IssuingCardholderChange, type IssuingCardholderRow, owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a cardholder that is locked, and answers with it as Postgres holds it. */
export const updateCardholder = async (
  { trx, scope }: UnitOfWork,
  id: CardholderId,
  change: IssuingCardholderChange,
): Promise<IssuingCardholderRow> =>
  trx
    .updateTable('issuing_cardholder')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
