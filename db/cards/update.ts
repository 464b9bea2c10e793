import type { CardId } from '../../domain/ids.ts';
import { type IssuingCardChange, type IssuingCardRow, owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a card that is locked, and answers with it as Postgres holds it. */
export const updateCard = async (
  { trx, scope }: UnitOfWork,
  id: CardId,
  change: IssuingCardChange,
): Promise<IssuingCardRow> =>
  trx
    .updateTable('issuing_card')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
