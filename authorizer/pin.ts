import { updateCard } from '../db/cards/update.ts';
import type { IssuingCardRow } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import {
  PIN_FAILURES_MAX,
  type PinCheck,
  pinFailuresAfter,
} from '../domain/authorization/verification.ts';
import { cardToWire } from '../api/wire/issuing-card.ts';
import type { Gathered } from './gather.ts';

/**
 * Counts wrong PINs on the locked card, and gives the card as it is then. The third in a row makes it
 * inactive, which is told.
 */
export async function recordPinCheck(
  work: UnitOfWork,
  { card, cardholder }: Gathered,
  pin: PinCheck | null,
): Promise<IssuingCardRow> {
  const failures = pinFailuresAfter(card.pin_failures, pin);
  if (failures === card.pin_failures) return card;
  const blocked = failures === PIN_FAILURES_MAX && card.status === 'active';
  const changed = await updateCard(work, card.id, {
    pin_failures: failures,
    ...(blocked && { status: 'inactive' }),
  });
  if (!blocked) return changed;
  const [object, previous] = [cardToWire(changed, cardholder), cardToWire(card, cardholder)];
  await recordEvent(work, { type: 'issuing_card.updated', object, previous });
  return changed;
}
