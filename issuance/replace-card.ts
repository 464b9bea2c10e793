import { cardToWire } from '../api/wire/issuing-card.ts';
import { getCardholder } from '../db/cardholders/get.ts';
import type { IssuingCardRow } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import { toJson } from '../db/json.ts';
import { controlsOf } from '../db/spending-controls.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import type { ReplacementReason } from '../domain/card/card.ts';
import type { CardId } from '../domain/ids.ts';
import { tellCardChanges } from './card-change.ts';
import { issueCard, type Press } from './issue-card.ts';
import { expiryFor, inherited, planReplacement } from './replacement.ts';

interface Wish {
  readonly original: CardId;
  readonly reason: ReplacementReason;
  /** We owe it: nothing is charged for it. */
  readonly isFree: boolean;
}

/**
 * Replaces a card as it is, at our own initiative: what is printed, where it goes to and its controls are
 * the original's. A physical one waits to be fulfilled, which the caller sees to.
 */
export async function replaceCard(
  work: UnitOfWork,
  { original: originalId, reason, isFree }: Wish,
  press: Press,
): Promise<IssuingCardRow> {
  const replacement = await planReplacement(work, { original: originalId, reason });
  const { original } = replacement;
  const cardholder = await getCardholder(work.trx, work.scope, original.cardholder_id);
  const { month, year } = expiryFor(replacement, undefined, work.now);
  const plain = {
    ...inherited(replacement),
    account_id: original.account_id,
    livemode: original.livemode,
    id: newId(work, 'card'),
    created_at: work.now,
    cancel_after_payments: original.cancel_after_payments,
    exp_month: month,
    exp_year: year,
    is_free: isFree,
    metadata: toJson(original.metadata),
    personalization_design_id: original.personalization_design_id,
    second_line: original.second_line,
    shipping: original.shipping && toJson(original.shipping),
    shipping_status: original.shipping && ('pending' as const),
    status: 'inactive' as const,
    type: original.type,
  };
  const controls = controlsOf(original.spending_controls);
  const { card, others } = await issueCard(work, { card: plain, controls, replacement }, press);
  const object = cardToWire(card, cardholder);
  await recordEvent(work, { type: 'issuing_card.created', object });
  await tellCardChanges(work, others, cardholder);
  return card;
}
