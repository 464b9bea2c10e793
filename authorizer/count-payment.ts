import { updateCard } from '../db/cards/update.ts';
import type { CardView } from '../db/cards/views.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { afterPayment } from '../domain/card/payment-count.ts';
import { tellCard } from './tell.ts';

/**
 * Counts a payment for a card that is good for so many of them, and gives what shows the card as it is
 * then. The last one cancels it, which is told. The balance is locked, so that payments follow one
 * another; the status is written only with the cancellation, because its owner may change it meanwhile.
 */
export async function countPayment<V extends CardView>(work: UnitOfWork, view: V): Promise<V> {
  const { card, cardholder } = view;
  const counted = afterPayment(card);
  if (!counted) return view;
  const { payments, status } = counted;
  const isCanceled = status !== card.status;
  const changed = await updateCard(work, card.id, { payments, ...(isCanceled && { status }) });
  await tellCard(work, { before: view, after: { card: changed, cardholder } });
  return { ...view, card: changed };
}
