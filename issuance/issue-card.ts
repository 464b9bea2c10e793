import { updateCard } from '../db/cards/update.ts';
import type { IssuingCardRow, NewIssuingCard } from '../db/database.ts';
import { toJson } from '../db/json.ts';
import { limitsOfChain } from '../db/spending-usage/limits-of-chain.ts';
import { settleCounters } from '../db/spending-usage/settle-counters.ts';
import { startCounters } from '../db/spending-usage/start-counters.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { type Draw, drawCvc } from '../domain/card/pan.ts';
import { firstPin, type Pin } from '../domain/card/pin.ts';
import { keepsNumber } from '../domain/card/replacement.ts';
import type { PastUsage } from '../domain/spending/replacement.ts';
import type { SpendingControls } from '../domain/spending-controls.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { randomBelow } from '../infra/random.ts';
import type { CardChange } from './card-change.ts';
import { insertNumbered } from './insert-numbered.ts';
import { insertWithNumberOf } from './insert-with-number-of.ts';
import type { Replacement } from './replacement.ts';
import { sealCvc, sealPin } from './secrets.ts';
import { takeOver } from './take-over.ts';

/** A card before it has what is secret. */
export type PlainCard = Omit<
  NewIssuingCard,
  | 'bears_number'
  | 'cvc_sealed'
  | 'last4'
  | 'number_hash'
  | 'number_sealed'
  | 'pin_sealed'
  | 'spending_controls'
>;

interface Order {
  readonly card: PlainCard;
  readonly controls: SpendingControls;
  /** The cardholder's choice. */
  readonly pin?: Pin | undefined;
  readonly replacement?: Replacement | undefined;
  /** What the chain had spent before its new limits began to count: see `api/limit-replacement.ts`. */
  readonly past?: PastUsage | undefined;
}

export interface Press {
  readonly keyring: Keyring;
  readonly draw?: Draw;
}

interface Issued {
  readonly card: IssuingCardRow;
  /** What it changed of the cards before it: to be told. */
  readonly others: readonly CardChange[];
}

/**
 * Makes a card: with a number that no other chain has, a CVC and a PIN of its own, and counters for its
 * limits. A replacement that is active from the beginning takes over at once.
 */
export async function issueCard(work: UnitOfWork, order: Order, press: Press): Promise<Issued> {
  const { controls, replacement } = order;
  const made = withSecrets(work, order, press);
  if (!replacement) {
    const card = await insertNumbered(work, made, press);
    await startCounters(work, card.id, controls);
    return { card, others: [] };
  }
  // It becomes active by taking over: until then, its number is another card's.
  const waiting = { ...made, status: 'inactive' as const };
  const inserted = keepsNumber(replacement.reason)
    ? await insertWithNumberOf(work, replacement.original, { card: waiting, ...press })
    : await insertNumbered(work, waiting, press);
  const issued = await succeed(work, { inserted, replacement, isActive: made.status === 'active' });
  const needed = await limitsOfChain(work, issued.card.chain_id);
  await settleCounters(work, issued.card.chain_id, { needed, past: order.past ?? {} });
  return issued;
}

/** Drawn before anything is locked that others wait for. */
function withSecrets(
  work: UnitOfWork,
  { card, controls, pin }: Order,
  { draw = randomBelow }: Press,
) {
  const chosen = pin ?? firstPin(card.livemode, draw);
  return {
    ...card,
    cvc_sealed: sealCvc(work, card.id, drawCvc(draw)),
    pin_sealed: sealPin(work, card.id, chosen),
    spending_controls: toJson(controls),
  };
}

interface Succession {
  readonly inserted: IssuingCardRow;
  readonly replacement: Replacement;
  readonly isActive: boolean;
}

async function succeed(
  work: UnitOfWork,
  { inserted, replacement: { original }, isActive }: Succession,
): Promise<Issued> {
  const replaced = await updateCard(work, original.id, { replaced_by: inserted.id });
  if (!isActive) return { card: inserted, others: [{ before: original, after: replaced }] };
  const { change, others } = await takeOver(work, inserted);
  const card = await updateCard(work, inserted.id, { ...change, status: 'active' });
  const canceled = others.find(({ before }) => before.id === original.id);
  // One change and one event for the original, whatever was written of it.
  const whole = { before: original, after: canceled?.after ?? replaced };
  return { card, others: [...others.filter((other) => other !== canceled), whole] };
}
