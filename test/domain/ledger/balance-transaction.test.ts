import { expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import { balanceTransactionsOf } from '../../../domain/ledger/balance-transaction.ts';
import {
  captureHold,
  captureWithoutHold,
  fundIssuingBalance,
  holdFunds,
  reduceHold,
  refundCapture,
  releaseHold,
} from '../../../domain/ledger/templates.ts';
import type { Transfer } from '../../../domain/ledger/transfer.ts';
import { books, held, usd } from './books.ts';

const authorizationId = makeId('authorization', 'a');
const issuingTransactionId = makeId('issuingTransaction', 't');

interface Example {
  readonly what: string;
  readonly transfers: readonly Transfer[];
  readonly shows: string;
  readonly cleared?: boolean;
}

/** The worked examples of the contract (§5.2), and what is beside them. */
test.each<Example>([
  { what: 'holding 10', transfers: holdFunds(books, usd(10n)), shows: 'hold -10' },
  {
    what: 'capturing 10 of 10',
    transfers: captureHold(held(10n), usd(10n), { toCome: false }),
    cleared: true,
    shows: 'release 10, transaction -10',
  },
  {
    what: 'capturing 7 of 10 for good',
    transfers: captureHold(held(10n), usd(7n), { toCome: false }),
    cleared: true,
    shows: 'release 10, transaction -7',
  },
  {
    what: 'capturing 4 of 10 with more to come',
    transfers: captureHold(held(10n), usd(4n), { toCome: true }),
    cleared: true,
    shows: 'release 4, transaction -4',
  },
  {
    what: 'capturing the 6 that are left',
    transfers: captureHold(held(6n), usd(6n), { toCome: false }),
    cleared: true,
    shows: 'release 6, transaction -6',
  },
  {
    what: 'capturing 12 of 10',
    transfers: captureHold(held(10n), usd(12n), { toCome: false }),
    cleared: true,
    shows: 'release 10, transaction -12',
  },
  {
    what: 'capturing 5 that nothing holds',
    transfers: captureWithoutHold(books, usd(5n)),
    cleared: true,
    shows: 'transaction -5',
  },
  { what: 'releasing 10', transfers: releaseHold(held(10n)), shows: 'release 10' },
  { what: 'reversing 3 of 10', transfers: reduceHold(held(10n), usd(3n)), shows: 'release 3' },
  {
    what: 'refunding 8',
    transfers: refundCapture(books, usd(8n)),
    cleared: true,
    shows: 'transaction 8',
  },
  { what: 'funding 50', transfers: fundIssuingBalance(books, usd(50n)), shows: 'topup 50' },
])('$what shows as $shows', ({ transfers, cleared = false, shows }) => {
  const about = { authorizationId, ...(cleared && { issuingTransactionId }) };
  const movement = { id: 'm', at: new Date(0), ...about, transfers };
  const shown = balanceTransactionsOf(movement, { issuing: books.funds }).map(
    ({ type, amount }) => `${type.slice(type.lastIndexOf('_') + 1)} ${amount.minor}`,
  );
  expect(shown.join(', ')).toBe(shows);
});

test('a release comes before the transaction of the same movement, and each knows its source', () => {
  const transfers = captureHold(held(10n), usd(10n), { toCome: false });
  const movement = { id: 'm', at: new Date(5), authorizationId, issuingTransactionId, transfers };
  expect(balanceTransactionsOf(movement, { issuing: books.funds })).toEqual([
    {
      id: 'txn_m0',
      balanceType: 'issuing',
      type: 'issuing_authorization_release',
      amount: usd(10n),
      sourceId: authorizationId,
      at: new Date(5),
    },
    {
      id: 'txn_m1',
      balanceType: 'issuing',
      type: 'issuing_transaction',
      amount: usd(-10n),
      sourceId: issuingTransactionId,
      at: new Date(5),
    },
  ]);
});

test('what happens between other accounts does not show', () => {
  const transfers = fundIssuingBalance({ bank: books.bank, funds: books.settlement }, usd(1n));
  const lines = balanceTransactionsOf(
    { id: 'm', at: new Date(0), transfers },
    { issuing: books.funds },
  );
  expect(lines).toEqual([]);
});
