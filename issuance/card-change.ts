import type { IssuingCardholderRow, IssuingCardRow } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { cardToWire } from '../api/wire/issuing-card.ts';

/** A card that changed because another one did. */
export interface CardChange {
  readonly before: IssuingCardRow;
  readonly after: IssuingCardRow;
}

/** Tells each change as an event of its own. The cards of a chain have one cardholder. */
export async function tellCardChanges(
  work: UnitOfWork,
  changes: readonly CardChange[],
  cardholder: IssuingCardholderRow,
): Promise<void> {
  for (const { before, after } of changes)
    await recordEvent(work, {
      type: 'issuing_card.updated',
      object: cardToWire(after, cardholder),
      previous: cardToWire(before, cardholder),
    });
}
