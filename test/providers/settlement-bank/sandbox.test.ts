import { expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import type { NetworkPayment } from '../../../providers/settlement-bank/port.ts';
import { sandboxSettlementBank } from '../../../providers/settlement-bank/sandbox.ts';
import { holdsForSettlementBank } from './contract.ts';

const scope = { accountId: makeId('account', 'one'), livemode: false };
const payment: NetworkPayment = {
  scope,
  key: 'settlement:visa:2027-03-05:usd',
  currency: 'usd',
  amount: 1_000_00n,
};
const friday = Date.parse('2027-03-05T18:00:00-05:00') / 1_000;
const submitted = { ...payment, reference: 'one', submittedAt: friday };

holdsForSettlementBank(sandboxSettlementBank, { payment, at: friday });

test('it moves money on the next business day of the currency', async () => {
  expect(await sandboxSettlementBank.lookUp(submitted, friday)).toEqual({
    status: 'pending',
    lookAgainAt: Date.parse('2027-03-08T15:00:00-05:00') / 1_000,
  });
});

test('of one total it moves one too little', async () => {
  const later = friday + 7 * 86_400;
  const wrong = { ...submitted, amount: 666_609n };
  expect(await sandboxSettlementBank.statementLines(wrong, later)).toEqual([
    { amount: 666_608n, currency: 'usd' },
  ]);
});

test('it answers for nobody in live mode', async () => {
  const live = { ...payment, scope: { ...scope, livemode: true } };
  await expect(sandboxSettlementBank.submit(live, friday)).rejects.toMatchObject({
    code: 'service_unavailable',
  });
});
