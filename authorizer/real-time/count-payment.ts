import type { AuthorizationView } from '../../db/authorizations/views.ts';
import { updateCard } from '../../db/cards/update.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { afterPayment } from '../../domain/card/payment-count.ts';
import { tellCard } from '../tell.ts';

/**
 * Counts a purchase that an endpoint has approved for a card that is good for so many of them. Not before:
 * what it declines is no payment.
 */
export async function countPayment(
  work: UnitOfWork,
  view: AuthorizationView,
): Promise<AuthorizationView> {
  const { authorization, card, cardholder } = view;
  const isPayment = authorization.approved && authorization.amount > 0n;
  const counted = isPayment ? afterPayment(card) : undefined;
  if (!counted) return view;
  const { payments, status } = counted;
  const canceled = status !== card.status;
  const changed = await updateCard(work, card.id, { payments, ...(canceled && { status }) });
  const after = { ...view, card: changed };
  await tellCard(work, { before: { card, cardholder }, after });
  return after;
}
