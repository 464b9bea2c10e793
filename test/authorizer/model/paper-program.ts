/** Does on paper what Postgres was asked to do, one thing after another. */
import { unreachable } from '../../../domain/invariant.ts';
import type { Buy, Command } from './commands.ts';
import { CARDS, COUNTING_CARD, PAYMENTS_MAX } from './commands.ts';
import { type Paper, withAuthorization, withCard, withTransaction } from './paper.ts';
import { toCents } from './paper-exchange.ts';
import * as life from './paper-life.ts';
import type { Done, Moment } from './paper-life.ts';
import { reasonOn } from './paper-rules.ts';

/** A command with what it is about, and what only Postgres could know beforehand: its id and its second. */
export interface Deed extends Moment {
  readonly command: Command;
  /** The authorization or transaction that was picked. Absent: there was none. */
  readonly target: string | undefined;
  /** The second that the new authorization says it was made in. */
  readonly created: number;
}

export const REFUSED = 'refused';

export const newPaper = (funds: number): Paper => ({
  funded: BigInt(funds),
  cards: Array.from({ length: CARDS }, () => ({
    status: 'active',
    wrongPins: 0,
    payments: 0,
    limits: [],
  })),
  cardholders: [[], []],
  program: [],
  authorizations: new Map(),
  transactions: new Map(),
});

export const perform = (paper: Paper, deed: Deed): Done =>
  performed(paper, deed) ?? { paper, said: REFUSED };

function performed(paper: Paper, deed: Deed): Done | undefined {
  const { command, target = '', at: now } = deed;
  switch (command.kind) {
    case 'buy':
      return buy(paper, command, deed);
    case 'buyWithNoCard':
      return undefined;
    case 'increment':
      return life.increment(paper, target, { by: BigInt(command.amount), now });
    case 'finalize':
      return life.finalize(paper, target, { to: BigInt(command.amount), now });
    case 'reverse':
      return life.reverse(paper, target, { part: perhaps(command.amount), now });
    case 'expire':
      return life.expire(paper, target);
    case 'capture':
      return life.capture(paper, target, { ...deed, ...command, part: perhaps(command.amount) });
    case 'refund':
      return life.refund(paper, target, { ...deed, part: perhaps(command.amount) });
    case 'setCard': {
      const isDead = paper.cards[command.card]?.status === 'canceled';
      if (isDead && command.status !== 'canceled') return undefined;
      return { paper: withCard(paper, command.card, moved(command.status)), said: 'done' };
    }
    case 'forceCapture':
    case 'fund':
    case 'limit':
    case 'unlinkedRefund':
      return { paper: settled(paper, command, deed), said: 'done' };
    default:
      return unreachable(command);
  }
}

const perhaps = (amount: number | null): bigint | null => (amount === null ? null : BigInt(amount));

type Settled = Exclude<
  Command,
  { readonly pick: number } | { readonly kind: 'buy' | 'buyWithNoCard' | 'setCard' }
>;

/** What is never refused. */
function settled(paper: Paper, command: Settled, deed: Deed): Paper {
  if (command.kind === 'fund') return { ...paper, funded: paper.funded + BigInt(command.amount) };
  if (command.kind === 'limit') return limited(paper, command);
  const { card, place, amount } = command;
  const isCapture = command.kind === 'forceCapture';
  const posted = withTransaction(paper, deed.id, {
    kind: isCapture ? 'capture' : 'refund',
    card,
    place,
    amount: BigInt(amount),
    merchant: BigInt(amount),
    coin: 'usd',
    authorization: null,
    of: null,
    at: deed.created,
    day: deed.day,
  });
  return isCapture && paper.cards[card]?.status !== 'canceled' ? paid(posted, card) : posted;
}

type Status = 'active' | 'canceled' | 'inactive';
const moved = (status: Status) => (status === 'active' ? { status, wrongPins: 0 } : { status });

function limited(
  paper: Paper,
  { owner, which, limits }: Extract<Command, { readonly kind: 'limit' }>,
): Paper {
  if (owner === 'card') return withCard(paper, which, { limits });
  if (owner === 'program') return { ...paper, program: limits };
  const turn = which % paper.cardholders.length;
  const cardholders = paper.cardholders.map((one, each) => (each === turn ? limits : one));
  return { ...paper, cardholders };
}

/** One more payment of the card that counts them. */
function paid(paper: Paper, card: number): Paper {
  if (card !== COUNTING_CARD) return paper;
  const payments = (paper.cards[card]?.payments ?? 0) + 1;
  return withCard(paper, card, {
    payments,
    ...(payments >= PAYMENTS_MAX && { status: 'canceled' }),
  });
}

/** One unit of money at a pump stands for a full tank. */
function askedOf({ place, amount, abroad }: Buy): bigint {
  const hasTank = abroad === null || abroad === 'eur';
  return place === 'pump' && amount === 100 && hasTank ? 10_000n : BigInt(amount);
}

const SHORT: readonly string[] = ['spending_controls', 'insufficient_funds'];

function buy(before: Paper, command: Buy, { at, day, id, created }: Deed): Done {
  const { card, place, pin } = command;
  const coin = command.abroad ?? 'usd';
  const merchant = askedOf(command);
  const amount = toCents(merchant, coin, day);
  const wish = { card, place, pin, asked: amount, total: amount, at: created, isIncrement: false };
  const first = reasonOn(before, wish);
  const paper = SHORT.includes(first) ? life.lapsed(before, at) : before;
  const said = paper === before ? first : reasonOn(paper, wish);
  const approved = said === 'approved';
  const made = withAuthorization(paper, id, {
    card,
    place,
    coin,
    day,
    amount,
    merchant,
    approved,
    at: created,
    status: approved && amount > 0n ? 'pending' : 'closed',
  });
  const entered = withPin(made, card, pin);
  return { paper: approved && amount > 0n ? paid(entered, card) : entered, said };
}

/** The third wrong PIN in a row blocks it and makes the card inactive. */
function withPin(paper: Paper, card: number, pin: Buy['pin']): Paper {
  const { wrongPins = 0, status } = paper.cards[card] ?? {};
  if (pin === 'match') return wrongPins < 3 ? withCard(paper, card, { wrongPins: 0 }) : paper;
  if (pin === 'none' || wrongPins === 3) return paper;
  const isThird = wrongPins === 2 && status === 'active';
  return withCard(paper, card, {
    wrongPins: wrongPins + 1,
    ...(isThird && { status: 'inactive' }),
  });
}
