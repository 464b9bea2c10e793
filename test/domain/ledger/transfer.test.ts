import { expect, test } from 'vitest';
import { lawful, openedHold, type Transfer } from '../../../domain/ledger/transfer.ts';
import { money } from '../../../domain/money.ts';
import { books, held, usd } from './books.ts';

const { funds, settlement, bank } = books;
const settling = { code: 'capture', debit: funds, credit: settlement, settles: held(10n) } as const;

test.each<readonly [string, Transfer, string]>([
  [
    'to the account that it comes from',
    { phase: 'posted', code: 'funding', debit: funds, credit: funds, amount: usd(1n) },
    'between two accounts',
  ],
  [
    'more than was pending',
    { phase: 'post_pending', ...settling, amount: usd(11n) },
    'takes no more than that',
  ],
  [
    'a part of a void',
    { phase: 'void_pending', ...settling, amount: usd(9n) },
    'a void frees the whole',
  ],
  [
    'what was held for another account',
    { phase: 'post_pending', ...settling, credit: bank, amount: usd(10n) },
    'between the accounts of what it settles',
  ],
  [
    'another currency than was held',
    { phase: 'post_pending', ...settling, amount: money(10n, 'eur') },
    'in its currency',
  ],
])('no transfer moves %s', (_what, transfer, reason) => {
  expect(() => lawful(transfer)).toThrow(reason);
});

test('the hold that a movement opens is known by its place in it', () => {
  const capture: Transfer = { phase: 'post_pending', ...settling, amount: usd(4n) };
  const rest: Transfer = held(6n);
  const movement = { id: 'capture', at: new Date(0), transfers: [capture, rest] };
  expect(openedHold(movement)).toMatchObject({
    amount: usd(6n),
    ref: { movement: 'capture', leg: 1 },
  });
  expect(openedHold({ ...movement, transfers: [capture] })).toBeUndefined();
});
