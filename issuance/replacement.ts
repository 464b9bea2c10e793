import { findCards } from '../db/cards/find.ts';
import { lockChain } from '../db/cards/lock-chain.ts';
import type { IssuingCardRow } from '../db/database.ts';
import { lockIssuingBalance } from '../db/ledger/lock-issuing-balance.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { ReplacementReason } from '../domain/card/card.ts';
import type { Expiry } from '../domain/card/expiry.ts';
import { checkReplacement, keepsNumber } from '../domain/card/replacement.ts';
import { expiryOfReplacement } from '../domain/card/replacement-expiry.ts';
import { failure } from '../domain/errors.ts';
import { parseId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';

/** A card that may be replaced, with its chain as it stands under the lock. */
export interface Replacement {
  readonly original: IssuingCardRow;
  readonly chain: readonly IssuingCardRow[];
  readonly reason: ReplacementReason;
}

interface Wish {
  /** The id of the card, as the caller wrote it. */
  readonly original: string;
  readonly reason: ReplacementReason;
}

/**
 * Finds a card and makes sure that it may be replaced. Its account's purchases wait from here on, and so
 * does whoever else replaces or activates a card of it: what was found stands until the commit.
 *
 * @throws `resource_missing` or `status_transition_invalid`, naming the parameter at fault.
 */
export async function planReplacement(work: UnitOfWork, wish: Wish): Promise<Replacement> {
  await lockIssuingBalance(work);
  const id = parseId('card', wish.original);
  const [named] = await findCards(work.trx, work.scope, id ? [id] : []);
  if (!named) throw missing(wish.original);
  const chain = await lockChain(work.trx, work.scope, named.chain_id);
  const original = chain.find((card) => card.id === id);
  invariant(original, `${id} is in the chain that it names`);
  checkReplacement(original, chain, wish.reason);
  return { original, chain, reason: wish.reason };
}

const missing = (id: string) =>
  failure('resource_missing', { object: 'issuing card', id }, { param: 'replacement_for' });

/** What a replacement has from its original, whoever asks for it. */
export const inherited = ({ original, reason }: Replacement) => ({
  brand: original.brand,
  cardholder_id: original.cardholder_id,
  chain_id: original.chain_id,
  currency: original.currency,
  replacement_for: original.id,
  replacement_reason: reason,
});

/** @throws `parameter_invalid` when what was asked for cannot be. */
export const expiryFor = (
  { original, chain, reason }: Replacement,
  asked: Expiry | undefined,
  now: Date,
): Expiry =>
  expiryOfReplacement({
    asked,
    now,
    ofNumber: keepsNumber(reason)
      ? chain
          .filter((card) => card.number_hash.equals(original.number_hash))
          .map(({ exp_month, exp_year }) => ({ month: exp_month, year: exp_year }))
      : [],
  });
