import { describe, expect, test } from 'vitest';
import { capture } from '../../../domain/authorization/life/capture.ts';
import { expire, reverse } from '../../../domain/authorization/life/release.ts';
import type { Standing } from '../../../domain/authorization/life/standing.ts';
import { usd } from './facts.ts';
import {
  accounts,
  approved,
  Books,
  type Command,
  declined,
  inFlight,
  stepOf,
  walk,
} from './walk.ts';

const after = (...commands: readonly Command[]): Standing => {
  const books = new Books();
  return commands.reduce<Standing>(
    (standing, command) => walk(standing, command, books),
    approved(10n, books),
  );
};
const taken = (amount: bigint, close: boolean): Command => ({ kind: 'capture', amount, close });
const undone = (amount: bigint): Command => ({ kind: 'reverse', amount });
const lapsed: Command = { kind: 'expire' };

const STANDINGS = {
  pending: after(),
  'pending, 4 of it taken': after(taken(4n, false)),
  'pending, all of it taken': after(taken(10n, false)),
  closed: after(taken(10n, true)),
  reversed: after(undone(10n)),
  expired: after(lapsed),
  declined: declined(10n),
  'approved for nothing': approved(0n),
  'asked of an endpoint': inFlight(10n),
  'asked for 5 more': after({ kind: 'ask', amount: 5n }),
} as const;

const COMMANDS: readonly (readonly [string, Command])[] = [
  ['take 4 of it', taken(4n, false)],
  ['take 4 and close', taken(4n, true)],
  ['take 14 and close', taken(14n, true)],
  ['undo 4 of it', undone(4n)],
  ['undo all 10', undone(10n)],
  ['undo 11', undone(11n)],
  ['let it lapse', lapsed],
  ['add 5', { kind: 'increment', amount: 5n }],
  ['settle for 12', { kind: 'finalize', amount: 12n }],
  ['settle for 3', { kind: 'finalize', amount: 3n }],
  ['settle for nothing', { kind: 'finalize', amount: 0n }],
  ['give back 2', { kind: 'refund', amount: 2n }],
  ['approve what is asked', { kind: 'approve' }],
  ['decline what is asked', { kind: 'decline' }],
];

const no = 'status_transition_invalid';
const tooMuch = 'amount_too_large';
const later = 'lock_timeout';
const CODES: readonly string[] = [no, tooMuch, later];
/** One line for the steps that take and undo, one for those that add, settle, give back and answer. */
const cells = (...lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => line.split(' | '));

const STUCK = [no, no, no, no].join(' | ');
/** What is over takes captures and refunds, which the network has moved already, and nothing else. */
const over = (now: string, then: string) =>
  cells(`${then} | ${then} | ${then} | ${STUCK}`, `${STUCK} | ${now} | ${no} | ${no}`);
/** While an endpoint thinks, nothing but its answer moves it; a refund is none of its business. */
const asked = (now: string, granted: string, refused: string) =>
  cells(Array.from({ length: 11 }, () => later).join(' | '), `${now} | ${granted} | ${refused}`);

/**
 * Each standing with each command, in their order: how it stands then and with what amount, or why it
 * is refused. The network may force a capture on what is closed, reversed or declined: it posts, and
 * nothing is held again.
 */
const LAWFUL: readonly (readonly [keyof typeof STANDINGS, readonly string[]])[] = [
  [
    'pending',
    cells(
      `pending 6 | closed 10 | closed 10 | pending 6 | reversed 0 | ${tooMuch} | expired 10`,
      `pending 15 | pending 12 | pending 3 | reversed 0 | pending 10 | ${no} | ${no}`,
    ),
  ],
  [
    'pending, 4 of it taken',
    cells(
      `pending 2 | closed 6 | closed 6 | pending 2 | ${tooMuch} | ${tooMuch} | expired 6`,
      `pending 11 | ${no} | ${no} | ${no} | pending 6 | ${no} | ${no}`,
    ),
  ],
  [
    'pending, all of it taken',
    cells(
      `pending 0 | closed 0 | closed 0 | ${tooMuch} | ${tooMuch} | ${tooMuch} | expired 0`,
      `pending 5 | ${no} | ${no} | ${no} | pending 0 | ${no} | ${no}`,
    ),
  ],
  ['closed', over('closed 10', 'closed 10')],
  ['expired', over('expired 10', 'closed 10')],
  ['reversed', over('reversed 0', 'closed 0')],
  ['approved for nothing', over('closed 0', 'closed 0')],
  ['declined', over('closed 10', 'closed 10')],
  ['asked of an endpoint', asked('pending 0', 'pending 10', 'closed 10')],
  ['asked for 5 more', asked('pending 10', 'pending 15', 'pending 10')],
];
const cases = LAWFUL.flatMap(([standing, outcomes]) =>
  COMMANDS.map(
    ([name, command], index) => [standing, name, outcomes[index] ?? 'missing', command] as const,
  ),
);

describe('what is lawful when', () => {
  test.each(cases)('%s: %s gives %s', (standing, _name, outcome, command) => {
    const run = () => stepOf(STANDINGS[standing], command);
    if (CODES.includes(outcome)) expect(run).toThrow(expect.objectContaining({ code: outcome }));
    else expect(`${run().status} ${run().amount.minor}`).toBe(outcome);
  });

  test('the table has every standing', () => {
    expect(LAWFUL.map(([standing]) => standing).toSorted()).toEqual(
      Object.keys(STANDINGS).toSorted(),
    );
  });
});

const said = (standing: keyof typeof STANDINGS, command: Command) => () =>
  stepOf(STANDINGS[standing], command);

test('a refusal says what was tried and how the authorization stands', () => {
  expect(said('expired', undone(1n))).toThrow(
    'This authorization cannot be reversed: it is expired.',
  );
  expect(said('declined', lapsed)).toThrow(
    'This authorization cannot be expired: it was declined.',
  );
  expect(said('closed', { kind: 'increment', amount: 1n })).toThrow(
    'This authorization cannot be incremented: it is closed.',
  );
  expect(said('pending, 4 of it taken', { kind: 'finalize', amount: 1n })).toThrow(
    'This authorization cannot be finalized: it has been captured.',
  );
  expect(said('pending', { kind: 'approve' })).toThrow(
    'This authorization is no longer pending: its request has been decided.',
  );
  expect(said('asked of an endpoint', lapsed)).toThrow(
    'This authorization is being changed by another request. Try again.',
  );
  expect(said('pending', undone(11n))).toThrow(
    expect.objectContaining({
      param: 'reverse_amount',
      message: 'The amount must be at most 10, which is what is still authorized.',
    }),
  );
});

/** Risk: an authorization that reads as undone although a merchant has been paid from it. */
test('what is left after a capture is closed, and not reversed, when it is undone', () => {
  const { captures, ...left } = STANDINGS['pending, 4 of it taken'];
  expect(reverse({ ...left, captures })).toMatchObject({
    status: 'closed',
    amount: usd(0n),
    spent: 4n,
  });
  expect(reverse(STANDINGS.pending)).toMatchObject({ status: 'reversed', spent: 0n });
});

test.each([
  ['pending', 10n],
  ['expired', 10n],
] as const)('a capture without an amount takes, when %s, %s', (status, minor) => {
  const { taken: all } = capture(STANDINGS[status], { amount: undefined, close: true });
  expect(all).toEqual({ amount: usd(minor), merchantAmount: minor });
});

test.each(['pending, all of it taken', 'closed', 'reversed', 'approved for nothing'] as const)(
  'a capture without an amount is refused when %s: nothing says what it takes',
  (status) => {
    expect(() => capture(STANDINGS[status], { amount: undefined, close: true })).toThrow(
      expect.objectContaining({
        code: 'parameter_missing',
        param: 'capture_amount',
        message: 'Missing required param: capture_amount.',
      }),
    );
  },
);

const capturedBefore = (captures: number) => () =>
  capture({ ...STANDINGS.pending, captures }, { amount: 1n, close: false });

test('a hundredth capture is refused, and the ninety-ninth is not', () => {
  expect(capturedBefore(98)).not.toThrow();
  expect(capturedBefore(99)).toThrow(
    'This authorization cannot be captured again: it has been captured 99 times.',
  );
});

/** Risk: a late capture that frees a hold which is not there, or holds again what it took. */
test('a capture of what is no longer held posts its amount outright and holds nothing', () => {
  for (const status of ['closed', 'expired', 'reversed', 'approved for nothing'] as const)
    expect(capture(STANDINGS[status], { amount: 4n, close: false }).transfers).toMatchObject([
      { phase: 'posted', debit: accounts.funds, credit: accounts.settlement, amount: usd(4n) },
    ]);
});

/** Risk: cents undone one by one, until rounding leaves the merchant nothing to capture of the last. */
test('the last cent is captured, although rounding has left nothing of it in the money of the merchant', () => {
  const conversion = { rate: '1.17', date: '2026-11-20' };
  const nothing = { minor: 0n, currency: 'eur' } as const;
  const rest = { ...STANDINGS.expired, amount: usd(1n), merchant: nothing, conversion };
  const { taken: cleared } = capture(rest, { amount: undefined, close: true, rate: '1.17' });
  expect(cleared).toEqual({ amount: usd(1n), merchantAmount: 1n });
});

test('an endpoint that grants less frees the rest, and what is granted is what is authorized', () => {
  const books = new Books();
  const partly = walk(inFlight(10n, books), { kind: 'approve', amount: 7n }, books);
  expect(partly).toMatchObject({ status: 'pending', approved: true, amount: usd(7n), spent: 7n });
  expect([books.pending, partly.hold?.amount.minor]).toEqual([7n, 7n]);
  expect(expire(partly)).toMatchObject({ status: 'expired', spent: 0n });
});

test('a request for nothing is approved without a hold, and closed', () => {
  expect(stepOf(inFlight(0n), { kind: 'approve' })).toMatchObject({
    status: 'closed',
    approved: true,
    transfers: [],
  });
});
