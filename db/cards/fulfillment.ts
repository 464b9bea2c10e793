import type { CardholderId, CardId, PersonalizationDesignId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Has a physical card made and shipped; one that is on its way already is looked at anew. */
export const startFulfillment = async (work: UnitOfWork, card: CardId): Promise<void> =>
  enqueue(work, { kind: 'card_fulfillment', objectId: card, payload: {} });

type Cause =
  { readonly cardholderId: CardholderId } | { readonly designId: PersonalizationDesignId };

/**
 * Tells the cards that are still pending that their cardholder or their design is no longer as it was. Whoever
 * changes one of them calls this in the same database transaction: nobody asks again and again.
 */
export async function tellWaitingCards(work: UnitOfWork, cause: Cause): Promise<void> {
  const pending = work.trx
    .selectFrom('issuing_card')
    .select('id')
    .where((eb) => eb.and({ ...owned(work.scope), shipping_status: 'pending' }))
    .orderBy('id');
  const concerned =
    'designId' in cause
      ? pending.where('personalization_design_id', '=', cause.designId)
      : pending.where('cardholder_id', '=', cause.cardholderId);
  for (const { id } of await concerned.execute()) await startFulfillment(work, id);
}
