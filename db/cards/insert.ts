import type { IssuingCardRow, NewIssuingCard } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * Writes a card and answers with it as Postgres holds it; with nothing when another card, of whatever
 * account, has its number already. The database transaction stays usable, so the caller may try again
 * with another number.
 */
export const insertCard = async (
  { trx }: UnitOfWork,
  card: NewIssuingCard,
): Promise<IssuingCardRow | undefined> =>
  trx
    .insertInto('issuing_card')
    .values(card)
    .onConflict((conflict) => conflict.constraint('issuing_card_number_is_unique').doNothing())
    .returningAll()
    .executeTakeFirst();
