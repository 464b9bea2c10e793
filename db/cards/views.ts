import type { Kysely } from 'kysely';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import { findCardholders } from '../cardholders/find.ts';
import type { Database, IssuingCardholderRow, IssuingCardRow, PlainCardRow } from '../database.ts';

/** A card with the cardholder that its wire object embeds. */
export interface CardView {
  readonly card: PlainCardRow;
  readonly cardholder: IssuingCardholderRow;
}

/** Completes cards, in their order, with one query however many there are. */
export async function viewCards(
  db: Kysely<Database>,
  scope: Scope,
  cards: readonly IssuingCardRow[],
): Promise<CardView[]> {
  const ids = cards.map(({ cardholder_id }) => cardholder_id);
  const cardholders = await findCardholders(db, scope, ids);
  const byId = new Map(cardholders.map((cardholder) => [cardholder.id, cardholder]));
  return cards.map((card) => {
    const cardholder = byId.get(card.cardholder_id);
    invariant(cardholder, `${card.id} has lost its cardholder`);
    return { card, cardholder };
  });
}
