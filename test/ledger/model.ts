/**
 * What money does, in the words of a cardholder's statement: so much came in, so much was taken, so
 * much came back, so much is promised. It knows no transfers and no templates, so that it cannot
 * repeat their mistakes.
 */
import fc from 'fast-check';
import type { Balances } from '../../domain/ledger/accounts.ts';

export const KINDS = [
  'capture',
  'capture_without_hold',
  'fund',
  'hold',
  'reduce',
  'refund',
  'release',
] as const;

/** Something that may happen. Which hold it is about is decided when it does. */
export interface Command {
  readonly kind: (typeof KINDS)[number];
  readonly book: number;
  readonly amount: bigint;
  readonly which: number;
  readonly toCome: boolean;
}

/** Something that did happen. A hold keeps its number for as long as a part of it is held. */
export type Step =
  | { readonly kind: 'capture_without_hold' | 'fund' | 'refund'; readonly amount: bigint }
  | { readonly kind: 'hold' | 'reduce'; readonly hold: number; readonly amount: bigint }
  | { readonly kind: 'release'; readonly hold: number }
  | {
      readonly kind: 'capture';
      readonly hold: number;
      readonly amount: bigint;
      readonly toCome: boolean;
    };

export interface Book {
  readonly funded: bigint;
  readonly captured: bigint;
  readonly refunded: bigint;
  readonly held: ReadonlyMap<number, bigint>;
  readonly holdsEver: number;
}

export const EMPTY: Book = {
  funded: 0n,
  captured: 0n,
  refunded: 0n,
  held: new Map(),
  holdsEver: 0,
};

/** Small amounts meet: a capture of exactly what is held, one less, one more. */
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 6n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 13n }) },
);

export const commandsOn = (bookCount: number, maxLength: number): fc.Arbitrary<Command[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      book: fc.nat(bookCount - 1),
      amount,
      which: fc.nat(99),
      toCome: fc.boolean(),
    }),
    // Otherwise lengths stay near ten, and holds are settled too seldom.
    { minLength: 1, maxLength, size: 'max' },
  );

/** What a command does to a book; nothing, when it needs a hold and none is open. */
export function take(book: Book, command: Command): { readonly book: Book; readonly step?: Step } {
  const { kind } = command;
  const { amount: asked } = command;
  if (kind === 'fund')
    return { book: { ...book, funded: book.funded + asked }, step: { kind, amount: asked } };
  if (kind === 'refund')
    return { book: { ...book, refunded: book.refunded + asked }, step: { kind, amount: asked } };
  if (kind === 'capture_without_hold')
    return { book: { ...book, captured: book.captured + asked }, step: { kind, amount: asked } };
  if (kind === 'hold') {
    const hold = book.holdsEver;
    const held = withHold(book, hold, asked);
    return { book: { ...book, held, holdsEver: hold + 1 }, step: { kind, hold, amount: asked } };
  }
  const open = [...book.held.entries()];
  const chosen = open[command.which % open.length];
  return chosen ? takeOnHold(book, command, { hold: chosen[0], of: chosen[1] }) : { book };
}

function takeOnHold(
  book: Book,
  { kind, amount: asked, toCome }: Command,
  { hold, of }: { readonly hold: number; readonly of: bigint },
): { readonly book: Book; readonly step: Step } {
  if (kind === 'release')
    return { book: { ...book, held: withHold(book, hold, 0n) }, step: { kind, hold } };
  if (kind === 'reduce') {
    const by = asked < of ? asked : of;
    const held = withHold(book, hold, of - by);
    return { book: { ...book, held }, step: { kind, hold, amount: by } };
  }
  const left = toCome && asked < of ? of - asked : 0n;
  const captured = book.captured + asked;
  return {
    book: { ...book, captured, held: withHold(book, hold, left) },
    step: { kind: 'capture', hold, amount: asked, toCome },
  };
}

function withHold({ held }: Book, hold: number, minor: bigint): ReadonlyMap<number, bigint> {
  const others = [...held].filter(([other]) => other !== hold);
  return new Map(minor === 0n ? others : [...others, [hold, minor]]);
}

const promised = ({ held }: Book): bigint => [...held.values()].reduce((sum, of) => sum + of, 0n);

export const spendable = (book: Book): bigint =>
  book.funded + book.refunded - book.captured - promised(book);

type CardAccountCode = 'bank_clearing' | 'issuing_balance' | 'network_settlement';

/** The same statement, as a bookkeeper has to see it. */
export function balancesOfBook(book: Book): Readonly<Record<CardAccountCode, Balances>> {
  const none = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n };
  return {
    bank_clearing: { ...none, debitsPosted: book.funded },
    issuing_balance: {
      debitsPending: promised(book),
      debitsPosted: book.captured,
      creditsPending: 0n,
      creditsPosted: book.funded + book.refunded,
    },
    network_settlement: {
      debitsPending: 0n,
      debitsPosted: book.refunded,
      creditsPending: promised(book),
      creditsPosted: book.captured,
    },
  };
}
