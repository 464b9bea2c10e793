import { describe, expect, test } from 'vitest';
import {
  capture,
  capturedByDefault,
  expire,
  reverse,
  type Standing,
} from '../../../domain/authorization/life.ts';
import { usd } from './facts.ts';
import { accounts, approved, Books, type Command, declined, stepOf, walk } from './walk.ts';

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
  'pending, all of it taken': after(taken(10n, false)),
  closed: after(taken(10n, true)),
  reversed: after(undone(10n)),
  expired: after(lapsed),
  declined: declined(10n),
  'approved for nothing': approved(0n),
} as const;

const COMMANDS: readonly (readonly [string, Command])[] = [
  ['take 4 of it', taken(4n, false)],
  ['take 4 and close', taken(4n, true)],
  ['take 14 and close', taken(14n, true)],
  ['undo 4 of it', undone(4n)],
  ['undo all 10', undone(10n)],
  ['undo 11', undone(11n)],
  ['let it lapse', lapsed],
];

const no = 'status_transition_invalid';
const tooMuch = 'amount_too_large';
const nothingButCaptures = (amount: string) => [amount, amount, amount, no, no, no, no];

/**
 * Each standing with each command, in their order: how it stands then and with what amount, or why it
 * is refused. The network may force a capture on what is closed, reversed or declined: it posts, and nothing is
 * held again.
 */
const LAWFUL: readonly (readonly [keyof typeof STANDINGS, readonly string[]])[] = [
  [
    'pending',
    ['pending 6', 'closed 10', 'closed 10', 'pending 6', 'reversed 0', tooMuch, 'expired 10'],
  ],
  [
    'pending, all of it taken',
    ['pending 0', 'closed 0', 'closed 0', tooMuch, tooMuch, tooMuch, 'expired 0'],
  ],
  ['closed', nothingButCaptures('closed 10')],
  ['expired', nothingButCaptures('closed 10')],
  ['reversed', nothingButCaptures('closed 0')],
  ['approved for nothing', nothingButCaptures('closed 0')],
  ['declined', nothingButCaptures('closed 10')],
];
const cases = LAWFUL.flatMap(([standing, outcomes]) =>
  COMMANDS.map(
    ([name, command], index) => [standing, name, outcomes[index] ?? 'missing', command] as const,
  ),
);

describe('what is lawful when', () => {
  test.each(cases)('%s: %s gives %s', (standing, _name, outcome, command) => {
    const run = () => stepOf(STANDINGS[standing], command);
    if (outcome === no || outcome === tooMuch)
      expect(run).toThrow(expect.objectContaining({ code: outcome }));
    else expect(`${run().status} ${run().amount.minor}`).toBe(outcome);
  });

  test('the table has every standing', () => {
    expect(LAWFUL.map(([standing]) => standing).toSorted()).toEqual(
      Object.keys(STANDINGS).toSorted(),
    );
  });
});

test('a refusal says what was tried and how the authorization stands', () => {
  expect(() => reverse(STANDINGS.expired)).toThrow(
    'This authorization cannot be reversed: it is expired.',
  );
  expect(() => expire(STANDINGS.declined)).toThrow(
    'This authorization cannot be expired: it was declined.',
  );
  expect(() => reverse(STANDINGS.pending, usd(11n))).toThrow(
    expect.objectContaining({ param: 'reverse_amount', message: expect.stringContaining('10') }),
  );
});

test('a reversal that names no amount undoes all that is left', () => {
  expect(reverse(after(taken(4n, false)))).toMatchObject({ status: 'reversed', amount: usd(0n) });
  expect(reverse(STANDINGS['pending, all of it taken'])).toMatchObject({
    status: 'reversed',
    transfers: [],
  });
});

test.each([
  ['pending', 10n],
  ['expired', 10n],
  ['pending, all of it taken', undefined],
  ['closed', undefined],
  ['reversed', undefined],
  ['approved for nothing', undefined],
] as const)('a capture without an amount takes, when %s, %s', (status, minor) => {
  expect(capturedByDefault(STANDINGS[status])?.minor).toBe(minor);
});

/** Risk: a late capture that frees a hold which is not there, or holds again what it took. */
test('a capture of what is no longer held posts its amount outright and holds nothing', () => {
  for (const status of ['closed', 'expired', 'reversed', 'approved for nothing'] as const)
    expect(capture(STANDINGS[status], usd(4n), { accounts, close: false }).transfers).toMatchObject(
      [{ phase: 'posted', debit: accounts.funds, credit: accounts.settlement, amount: usd(4n) }],
    );
});
