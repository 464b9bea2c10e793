/** Who may buy what, on paper: the reasons of contract §3.2 that these stories can meet, in their order. */
import { CARDHOLDERS, CHAINS, type Limit, type Place } from './commands.ts';
import {
  availableOf,
  ofCardholder,
  ofChain,
  ofProgram,
  type Paper,
  usedOf,
  type Whose,
} from './paper.ts';

export interface Wish {
  readonly card: number;
  readonly place: Place;
  /** In cents: asked now, and with what the same authorization has already. */
  readonly asked: bigint;
  readonly total: bigint;
  /** In whose windows it counts. */
  readonly at: number;
  readonly pin: 'match' | 'mismatch' | 'none';
  readonly isIncrement: boolean;
}

const CASH_A_DAY = 50_000n;
const CEILING = 1_000_000n;
const WRONG_PINS_MAX = 3;

export function reasonOn(paper: Paper, wish: Wish): string {
  const card = paper.cards[wish.card];
  if (!card) throw new Error('there is such a card');
  if (!wish.isIncrement) {
    if (card.status === 'canceled') return 'card_canceled';
    if (card.wrongPins >= WRONG_PINS_MAX) return 'pin_blocked';
    if (card.status === 'inactive') return 'card_inactive';
  }
  if (wish.pin === 'mismatch') return 'verification_failed';
  if (wish.place === 'cash' && wish.pin === 'none') return 'verification_failed';
  if (isTooMuchCash(paper, wish) || wish.total > CEILING) return 'not_allowed';
  const [chain = 0, cardholder = 0] = [CHAINS[wish.card], CARDHOLDERS[wish.card]];
  const limited: readonly (readonly [Whose, readonly Limit[]])[] = [
    [ofChain(chain), card.limits],
    [ofCardholder(cardholder), paper.cardholders[cardholder] ?? []],
    [ofProgram, paper.program],
  ];
  for (const [whose, limits] of limited)
    if (limits.some((limit) => isBeyond(paper, { whose, limit, wish }))) return 'spending_controls';
  if (wish.asked > 0n && wish.asked > availableOf(paper)) return 'insufficient_funds';
  return 'approved';
}

function isTooMuchCash(paper: Paper, { place, asked, card, at }: Wish): boolean {
  if (place !== 'cash' || asked === 0n) return false;
  const day = { interval: 'daily', places: ['cash'] } as const;
  return usedOf(paper, ofChain(CHAINS[card] ?? 0), day, at) + asked > CASH_A_DAY;
}

interface Judged {
  readonly whose: Whose;
  readonly limit: Limit;
  readonly wish: Wish;
}

function isBeyond(paper: Paper, { whose, limit, wish }: Judged): boolean {
  if (limit.places.length > 0 && !limit.places.includes(wish.place)) return false;
  if (limit.interval === 'per_authorization') return wish.total > BigInt(limit.amount);
  if (wish.asked === 0n) return false;
  return usedOf(paper, whose, limit, wish.at) + wish.asked > BigInt(limit.amount);
}
