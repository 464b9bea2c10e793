/** What every bank promises, whoever it is: run over the sandbox here, and over a real one by whoever adds it. */
import { describe, expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import { money } from '../../../domain/money.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { Bank, Coordinates, Order } from '../../../providers/bank/port.ts';

export interface BankUnderTest {
  readonly bank: Bank;
  readonly scope: Scope;
  /** Unix seconds: when the orders of the suite are made. */
  readonly now: number;
  readonly accounts: {
    readonly good: Coordinates;
    readonly closed: Coordinates;
    /** Gives money back after it came, or after it went. */
    readonly late: Coordinates;
    readonly unreachable: Coordinates;
  };
}

const AGES_SECONDS = 400 * 86_400;

const SIDES = [
  { kind: 'debit', submit: 'submitDebit', ask: 'debitStatus', done: 'settled' },
  { kind: 'credit', submit: 'submitCredit', ask: 'creditStatus', done: 'paid' },
] as const;

export function bankContract({ bank, scope, now, accounts }: BankUnderTest): void {
  async function orderOf(
    kind: 'credit' | 'debit',
    account: Coordinates,
    key = 'one',
  ): Promise<Order> {
    const question = { scope, kind, currency: 'usd', at: now, onTestClock: true } as const;
    return {
      scope,
      idempotencyKey: `${kind}:${key}`,
      account,
      amount: money(1_000n, 'usd'),
      timetable: await bank.timetable(question),
      statementDescriptor: 'Contract',
    };
  }

  const ordered = async (account: Coordinates) => {
    const { amount: _none, ...order } = await orderOf('credit', account);
    return bank.sendMicroDeposits(order);
  };

  describe.each(SIDES)('a $kind', ({ kind, submit, ask, done }) => {
    test('leaves after it was asked for, and is done after it left', async () => {
      const { timetable } = await orderOf(kind, accounts.good);
      expect(timetable.cutoffAt).toBeGreaterThan(now);
      expect(timetable.doneAt).toBeGreaterThan(timetable.cutoffAt);
    });

    test('is pending, then done, and later final', async () => {
      const order = await orderOf(kind, accounts.good);
      const reference = await bank[submit](order);
      const { cutoffAt, doneAt } = order.timetable;
      const early = await bank[ask]({ scope, reference, at: cutoffAt });
      expect(early).toMatchObject({ status: 'pending' });
      expect(early).toHaveProperty(
        'askAgainAt',
        expect.toSatisfy((at) => at > cutoffAt),
      );
      expect(await bank[ask]({ scope, reference, at: doneAt })).toMatchObject({ status: done });
      expect(await bank[ask]({ scope, reference, at: doneAt + AGES_SECONDS })).toEqual({
        status: done,
      });
    });

    test('is submitted once, however often it is repeated', async () => {
      const order = await orderOf(kind, accounts.good);
      expect(await bank[submit](order)).toBe(await bank[submit](order));
      const other = await orderOf(kind, accounts.good, 'two');
      expect(await bank[submit](other)).not.toBe(await bank[submit](order));
    });

    test('to a closed account is returned and never done', async () => {
      const order = await orderOf(kind, accounts.closed);
      const reference = await bank[submit](order);
      const returned = { status: 'returned', code: 'account_closed' };
      expect(await bank[ask]({ scope, reference, at: order.timetable.doneAt })).toEqual(returned);
    });

    test('that comes back late is done first', async () => {
      const order = await orderOf(kind, accounts.late);
      const reference = await bank[submit](order);
      const first = await bank[ask]({ scope, reference, at: order.timetable.doneAt });
      expect(first).toMatchObject({ status: done, askAgainAt: expect.any(Number) });
      const at = ('askAgainAt' in first && first.askAgainAt) || 0;
      expect(at).toBeGreaterThan(order.timetable.doneAt);
      expect(await bank[ask]({ scope, reference, at })).toMatchObject({ status: 'returned' });
    });

    test('has a reference that does not say which account it names', async () => {
      const reference = await bank[submit](await orderOf(kind, accounts.good));
      expect(reference).not.toContain(accounts.good.accountNumber.expose().slice(-4));
    });
  });

  describe('micro-deposits', () => {
    test('are two amounts below a unit, and the same when they are sent again', async () => {
      const [first, again] = [await ordered(accounts.good), await ordered(accounts.good)];
      const amounts = first.status === 'sent' ? first.amounts.expose() : [];
      expect(amounts).toHaveLength(2);
      for (const amount of amounts) {
        expect(amount).toBeGreaterThan(0);
        expect(amount).toBeLessThan(100);
      }
      expect(again.status === 'sent' ? again.amounts.expose() : []).toEqual(amounts);
    });

    test('cannot be sent to an account that is not there', async () => {
      expect(await ordered(accounts.unreachable)).toMatchObject({ status: 'refused' });
    });
  });

  test('nobody’s money moves in a mode that the bank does not serve', async () => {
    const order = await orderOf('debit', accounts.good);
    const live = { accountId: makeId('account', 'live'), livemode: true };
    if (scope.livemode) return;
    await expect(bank.submitDebit({ ...order, scope: live })).rejects.toMatchObject({
      code: 'service_unavailable',
    });
  });

  test('a transfer that came in goes back once, however often it is repeated', async () => {
    const credit = { scope, bankReference: 'from somewhere', amount: money(1_000n, 'usd') };
    const one = { ...credit, idempotencyKey: 'return:one' };
    const first = await bank.returnCredit(one);
    expect(await bank.returnCredit(one)).toBe(first);
    expect(await bank.returnCredit({ ...credit, idempotencyKey: 'return:two' })).not.toBe(first);
  });
}
