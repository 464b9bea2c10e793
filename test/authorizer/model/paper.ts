/**
 * An account with its cards, kept with paper and pencil from the contract (§2.2, §2.3, §3.2, §3.3) and
 * not from the code that it judges. Nothing is kept that can be added up: what is available, what is
 * held and what limits have counted is reckoned anew each time from what was written down.
 */
import type { Limit, Place } from './commands.ts';
import { CARDHOLDERS, CHAINS } from './commands.ts';
import { windowOf } from './paper-time.ts';
import type { Coin, RateDay } from './paper-exchange.ts';

export interface PaperAuthorization {
  readonly card: number;
  readonly place: Place;
  /** Unix seconds. */
  readonly at: number;
  readonly coin: Coin;
  /** Of which its amount was converted. */
  readonly day: RateDay;
  readonly approved: boolean;
  readonly status: 'closed' | 'expired' | 'pending' | 'reversed';
  readonly amount: bigint;
  readonly merchant: bigint;
}

export interface PaperTransaction {
  readonly kind: 'capture' | 'refund';
  readonly card: number;
  readonly place: Place;
  readonly at: number;
  readonly day: RateDay;
  readonly coin: Coin;
  readonly authorization: string | null;
  /** The capture that it gives back. */
  readonly of: string | null;
  readonly amount: bigint;
  readonly merchant: bigint;
}

export interface PaperCard {
  readonly status: 'active' | 'canceled' | 'inactive';
  readonly wrongPins: number;
  readonly payments: number;
  readonly limits: readonly Limit[];
}

export interface Paper {
  readonly funded: bigint;
  readonly cards: readonly PaperCard[];
  readonly cardholders: readonly (readonly Limit[])[];
  readonly program: readonly Limit[];
  readonly authorizations: ReadonlyMap<string, PaperAuthorization>;
  readonly transactions: ReadonlyMap<string, PaperTransaction>;
}

export const heldOf = ({ approved, status, amount }: PaperAuthorization): bigint =>
  approved && status === 'pending' ? amount : 0n;

/** Taken less given back. */
export const takenBy = ({ transactions }: Paper, authorization: string): bigint =>
  sum([...transactions.values()].filter((one) => one.authorization === authorization));

export const availableOf = (paper: Paper): bigint =>
  paper.funded -
  sum([...paper.transactions.values()]) -
  [...paper.authorizations.values()].reduce((held, one) => held + heldOf(one), 0n);

const sum = (transactions: readonly PaperTransaction[]): bigint =>
  transactions.reduce(
    (total, { kind, amount }) => (kind === 'capture' ? total + amount : total - amount),
    0n,
  );

/** Whom a limit counts: the cards of a chain, of a cardholder, or all. */
export type Whose = (card: number) => boolean;
export const ofChain =
  (chain: number): Whose =>
  (card) =>
    CHAINS[card] === chain;
export const ofCardholder =
  (cardholder: number): Whose =>
  (card) =>
    CARDHOLDERS[card] === cardholder;
export const ofProgram: Whose = () => true;

/** What counts for limits in the window of a second, by what was written down and nothing else. */
export function usedOf(
  paper: Paper,
  whose: Whose,
  { interval, places }: Pick<Limit, 'interval' | 'places'>,
  at: number,
): bigint {
  const [from, until] = windowOf(interval, at);
  const counts = (one: { card: number; place: Place; at: number }): boolean =>
    whose(one.card) &&
    (places.length === 0 || places.includes(one.place)) &&
    one.at >= from &&
    one.at < until;
  let used = 0n;
  for (const [id, one] of paper.authorizations)
    if (counts(one)) used += heldOf(one) + takenBy(paper, id);
  for (const [id, one] of paper.transactions) {
    if (one.authorization !== null || one.kind === 'refund' || !counts(one)) continue;
    const back = [...paper.transactions.values()].filter(({ of }) => of === id);
    used += one.amount + sum(back);
  }
  return used;
}

/** The same paper with a few lines written anew. */
export const withAuthorization = (paper: Paper, id: string, one: PaperAuthorization): Paper => ({
  ...paper,
  authorizations: new Map(paper.authorizations).set(id, one),
});
export const withTransaction = (paper: Paper, id: string, one: PaperTransaction): Paper => ({
  ...paper,
  transactions: new Map(paper.transactions).set(id, one),
});
export const withCard = (paper: Paper, card: number, change: Partial<PaperCard>): Paper => ({
  ...paper,
  cards: paper.cards.map((one, turn) => (turn === card ? { ...one, ...change } : one)),
});
