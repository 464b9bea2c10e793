import type { IssuingCardRow, NewIssuingCard } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * Writes a card and answers with it as Postgres holds it; with nothing when another card, of whatever
 * account, bears its number already. The database transaction stays usable, so the caller may try again
 * with another number.
 */
export const insertCard = async (
  { trx }: UnitOfWork,
  card: NewIssuingCard,
): Promise<IssuingCardRow | undefined> =>
  trx
    .insertInto('issuing_card')
    .values(card)
    // Whichever of the two: the number is borne by another card, or has been valid until the same month.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
