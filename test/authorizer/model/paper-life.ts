/** What may happen to a purchase after it was made, on paper (contract §2.3, §5.2). Undefined: it is refused. */
import {
  heldOf,
  type Paper,
  type PaperAuthorization,
  type PaperTransaction,
  takenBy,
  withAuthorization,
  withTransaction,
} from './paper.ts';
import { halfUp, type RateDay, shareOf, toCents } from './paper-exchange.ts';
import { reasonOn } from './paper-rules.ts';

/** When something is done, by the clock of who does it, and the id that it gets. */
export interface Moment {
  readonly at: number;
  readonly day: RateDay;
  readonly id: string;
}

/** How the paper stands then, and what was said. */
export interface Done {
  readonly paper: Paper;
  readonly said: string;
}
type MaybeDone = Done | undefined;

const HOLDS_DAYS = { airline: 31, cash: 7, pump: 7, restaurant: 7 } as const;
const LAPSES_MAX = 20;

const isDue = ({ status, place, at }: PaperAuthorization, now: number): boolean =>
  status === 'pending' && at + HOLDS_DAYS[place] * 86_400 <= now;

const done = (paper: Paper, id: string, one: PaperAuthorization): Done => ({
  paper: withAuthorization(paper, id, one),
  said: 'done',
});

const hasBeenCaptured = (paper: Paper, id: string): boolean =>
  [...paper.transactions.values()].some(
    ({ authorization, kind }) => authorization === id && kind === 'capture',
  );

/** What should not be held any more lapses before anybody is declined for it: the oldest twenty. */
export function lapsed(paper: Paper, now: number): Paper {
  const due = [...paper.authorizations].filter(([, one]) => isDue(one, now));
  if (due.length > LAPSES_MAX) throw new Error('a story has fewer purchases');
  return due.reduce<Paper>(
    (before, [id, one]) => withAuthorization(before, id, { ...one, status: 'expired' }),
    paper,
  );
}

export function expire(paper: Paper, id: string): MaybeDone {
  const one = paper.authorizations.get(id);
  return one?.status === 'pending' ? done(paper, id, { ...one, status: 'expired' }) : undefined;
}

/** An authorization that may still grow and shrink. */
function open(paper: Paper, id: string, now: number): PaperAuthorization | undefined {
  const one = paper.authorizations.get(id);
  return one?.status === 'pending' && !isDue(one, now) ? one : undefined;
}

export function increment(
  paper: Paper,
  id: string,
  { by, now }: { readonly by: bigint; readonly now: number },
): MaybeDone {
  const one = open(paper, id, now);
  if (!one) return undefined;
  const total = by + heldOf(one) + takenBy(paper, id);
  const wish = { card: one.card, place: one.place, asked: by, total, at: one.at };
  // What was approved was approved with a right PIN or with none where none is needed.
  const pin = one.place === 'cash' ? 'match' : 'none';
  const said = reasonOn(paper, { ...wish, pin, isIncrement: true });
  if (said !== 'approved') return { paper, said };
  return { ...done(paper, id, grown(one, one.amount + by)), said };
}

const grown = (one: PaperAuthorization, amount: bigint): PaperAuthorization => ({
  ...one,
  amount,
  merchant: shareOf(one, amount),
});

const shrunk = (one: PaperAuthorization, by: bigint): PaperAuthorization => ({
  ...one,
  amount: one.amount - by,
  merchant: one.merchant - shareOf(one, by),
});

const ended = (paper: Paper, id: string, one: PaperAuthorization): Done =>
  done(paper, id, {
    ...one,
    status: hasBeenCaptured(paper, id) ? 'closed' : 'reversed',
    amount: 0n,
    merchant: 0n,
  });

export function finalize(
  paper: Paper,
  id: string,
  { to, now }: { readonly to: bigint; readonly now: number },
): MaybeDone {
  const one = open(paper, id, now);
  if (!one || hasBeenCaptured(paper, id)) return undefined;
  if (to === one.amount) return { paper, said: 'done' };
  if (to === 0n) return ended(paper, id, one);
  return done(paper, id, to > one.amount ? grown(one, to) : shrunk(one, one.amount - to));
}

export function reverse(
  paper: Paper,
  id: string,
  { part, now }: { readonly part: bigint | null; readonly now: number },
): MaybeDone {
  const one = open(paper, id, now);
  const by = part ?? one?.amount ?? 0n;
  if (!one || by > one.amount) return undefined;
  return by === one.amount ? ended(paper, id, one) : done(paper, id, shrunk(one, by));
}

interface Taking {
  readonly part: bigint | null;
  readonly close: boolean;
}

/** It posts whatever has become of the card, the balance and the authorization. */
export function capture(
  paper: Paper,
  id: string,
  { part, close, ...moment }: Taking & Moment,
): MaybeDone {
  const found = paper.authorizations.get(id);
  if (!found) return undefined;
  const one = isDue(found, moment.at) ? ({ ...found, status: 'expired' } as const) : found;
  const isStanding = one.status === 'pending' || one.status === 'expired';
  const share = part ?? (isStanding ? one.amount : 0n);
  if (share === 0n) return undefined;
  const merchant = shareOf(one, share);
  const amount = moment.day === one.day ? share : toCents(merchant, one.coin, moment.day);
  const cleared: PaperTransaction = {
    kind: 'capture',
    authorization: id,
    of: null,
    card: one.card,
    place: one.place,
    coin: one.coin,
    amount,
    merchant,
    at: moment.at,
    day: moment.day,
  };
  const taken = withTransaction(paper, moment.id, cleared);
  if (close || one.status !== 'pending') return done(taken, id, { ...one, status: 'closed' });
  const rest = one.amount > share ? one.amount - share : 0n;
  const merchantRest = rest > 0n && one.merchant > merchant ? one.merchant - merchant : 0n;
  return done(taken, id, { ...one, amount: rest, merchant: merchantRest });
}

/**
 * Named in what the capture took of the card; the merchant gives his own money back, which may be worth
 * something else by then.
 */
export function refund(
  paper: Paper,
  of: string,
  { part, ...moment }: { readonly part: bigint | null } & Moment,
): MaybeDone {
  const taken = paper.transactions.get(of);
  if (taken?.kind !== 'capture') return undefined;
  const left = leftOf(paper, of, taken);
  const given = part ?? left.amount;
  if (left.amount <= 0n || given > left.amount) return undefined;
  const merchant = partOf(left, given);
  const isSame = taken.coin === 'usd' || moment.day === taken.day;
  const amount = isSame ? given : toCents(merchant, taken.coin, moment.day);
  const back: PaperTransaction = {
    ...taken,
    kind: 'refund',
    of,
    amount,
    merchant,
    at: moment.at,
    day: moment.day,
  };
  return {
    paper: withTransaction(paper, moment.id, back),
    said: 'done',
  };
}

interface Left {
  readonly amount: bigint;
  readonly merchant: bigint;
}

function leftOf(paper: Paper, of: string, taken: PaperTransaction): Left {
  let { amount, merchant } = taken;
  for (const back of paper.transactions.values()) {
    if (back.of !== of) continue;
    merchant -= back.merchant;
    const isSame = back.day === taken.day;
    amount -= isSame ? back.amount : halfUp(taken.amount * back.merchant, taken.merchant);
  }
  return { amount, merchant };
}

function partOf(left: Left, given: bigint): bigint {
  if (given === left.amount && left.merchant > 0n) return left.merchant;
  const part = halfUp(left.merchant * given, left.amount);
  return part > 0n ? part : 1n;
}
