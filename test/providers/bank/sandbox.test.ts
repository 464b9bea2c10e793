import { describe, expect, test } from 'vitest';
import { civilDateAt } from '../../../domain/calendar/zone.ts';
import { makeId } from '../../../domain/ids.ts';
import { money } from '../../../domain/money.ts';
import { Secret } from '../../../domain/secret.ts';
import type { Coordinates, OrderKind } from '../../../providers/bank/port.ts';
import { sandboxBank } from '../../../providers/bank/sandbox.ts';
import { bankContract } from './contract.ts';

const scope = { accountId: makeId('account', 'tester'), livemode: false };
/** Wednesday, 18 November 2026, 15:00 in New York. */
const now = Date.UTC(2026, 10, 18, 20) / 1000;

const us = (accountNumber: string): Coordinates => ({
  country: 'US',
  routingNumber: '110000000',
  accountNumber: new Secret(accountNumber, '[account number]'),
  holderName: null,
});

bankContract({
  bank: sandboxBank,
  scope,
  now,
  accounts: {
    good: us('000123456789'),
    closed: us('000111111113'),
    late: us('000555555559'),
    unreachable: us('000666666661'),
  },
});

const timetable = (kind: OrderKind, at: number, onTestClock = true) =>
  sandboxBank.timetable({ scope, kind, currency: 'usd', at, onTestClock });

describe('the sandbox bank', () => {
  test('keeps the calendar on a test clock: four business days from the file, five from the order', async () => {
    const { cutoffAt, doneAt } = await timetable('debit', now);
    expect(civilDateAt(cutoffAt, 'America/New_York')).toBe('2026-11-18');
    expect(civilDateAt(doneAt, 'America/New_York')).toBe('2026-11-24');
    const late = await timetable('debit', cutoffAt);
    expect(civilDateAt(late.cutoffAt, 'America/New_York')).toBe('2026-11-19');
    expect(civilDateAt(late.doneAt, 'America/New_York')).toBe('2026-11-25');
  });

  test('takes seconds without a test clock', async () => {
    for (const kind of ['credit', 'debit', 'instant_credit', 'micro_deposits'] as const)
      expect(await timetable(kind, now, false)).toEqual({ cutoffAt: now + 5, doneAt: now + 10 });
  });

  test.each([
    ['000111111113', 'account_closed'],
    ['000111111116', 'no_account'],
    ['000222222227', 'insufficient_funds'],
    ['000333333335', 'debit_not_authorized'],
    ['000444444440', 'invalid_currency'],
    ['GB33BUKB20201522222227', 'insufficient_funds'],
  ])('returns a debit of %s as %s', async (number, code) => {
    const times = await timetable('debit', now);
    const order = {
      scope,
      idempotencyKey: number,
      account: us(number),
      amount: money(1n, 'usd'),
      timetable: times,
      statementDescriptor: null,
    };
    const reference = await sandboxBank.submitDebit(order);
    const question = { scope, reference, at: times.doneAt };
    expect(await sandboxBank.debitStatus(question)).toEqual({ status: 'returned', code });
  });
});
