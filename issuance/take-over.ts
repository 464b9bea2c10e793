import { startFulfillment } from '../db/cards/fulfillment.ts';
import { lockChain } from '../db/cards/lock-chain.ts';
import { updateCard } from '../db/cards/update.ts';
import type { IssuingCardRow } from '../db/database.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { canShip } from '../domain/card/shipping.ts';
import { takeOver as judge } from '../domain/card/replacement.ts';
import type { CardChange } from './card-change.ts';

interface TakenOver {
  /** To be written with the activation itself. */
  readonly change: { readonly bears_number?: true; readonly payments?: number };
  /** Written, and to be told. */
  readonly others: readonly CardChange[];
}

export const NOTHING_TAKEN: TakenOver = { change: {}, others: [] };

/**
 * Lets a card that is about to become active take the place of those before it in its chain: they are
 * canceled, and a number that was theirs is its own from now on. A card that replaces none changes
 * nothing. The caller holds the lock of the Issuing balance, so a purchase meets the one or the other.
 *
 * @throws `status_transition_invalid` when the card must not be used any more.
 */
export async function takeOver(work: UnitOfWork, card: IssuingCardRow): Promise<TakenOver> {
  if (card.replacement_for === null) return NOTHING_TAKEN;
  const chain = await lockChain(work.trx, work.scope, card.chain_id);
  const { payments, canceled, bearer } = judge(card, chain);
  const others: CardChange[] = [];
  for (const before of chain) {
    const isCanceled = canceled.includes(before.id);
    if (!isCanceled && before.id !== bearer) continue;
    const after = await updateCard(work, before.id, {
      ...(isCanceled && { status: 'canceled' as const, ...unshipped(before) }),
      // Before the card itself has it: Postgres lets no two have it, not for a moment.
      ...(before.id === bearer && { bears_number: false }),
    });
    others.push({ before, after });
    if (before.shipping_status === 'pending') await startFulfillment(work, before.id);
  }
  return { change: { payments, bears_number: true }, others };
}

/** A card that is canceled before it was submitted is never made. */
const unshipped = ({ shipping_status: status }: IssuingCardRow) =>
  status !== null && canShip('cancel', status) ? { shipping_status: 'canceled' as const } : {};
