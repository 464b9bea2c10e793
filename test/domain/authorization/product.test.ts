import { describe, expect, test } from 'vitest';
import type { AuthorizationFacts } from '../../../domain/authorization/facts.ts';
import { failedBy, good, usd, withFunds, withMerchant } from './facts.ts';

const cash = (minor: bigint, usedToday: bigint): AuthorizationFacts => ({
  ...withMerchant({ category: 'automated_cash_disburse' }, withFunds(minor, 1_000_000n)),
  entry: { method: 'chip', wallet: null },
  verification: { ...good.verification, pin: 'online_pin_match' },
  cashUsedToday: usedToday,
});

describe('cash', () => {
  test.each([
    ['all of a day at once', 500_00n, 0n, []],
    ['one cent more than a day', 500_01n, 0n, ['cash_limit']],
    ['what the day has left', 100_00n, 400_00n, []],
    ['one cent more than the day has left', 100_01n, 400_00n, ['cash_limit']],
    ['anything after the day is used', 1n, 500_00n, ['cash_limit']],
    ['a look at the balance after the day is used', 0n, 600_00n, []],
  ])('%s', (_what, asked, usedToday, failed) =>
    expect(failedBy(cash(asked, usedToday))).toEqual(failed),
  );

  test('is not given where the account has switched it off, and all else is sold as before', () => {
    const account = { ...good.account, cashWithdrawals: false };
    expect(failedBy({ ...cash(1n, 0n), account })).toEqual(['cash_withdrawals']);
    expect(failedBy({ ...good, account })).toEqual([]);
  });

  test('what was drawn today does not hinder a purchase', () =>
    expect(failedBy({ ...good, cashUsedToday: 500_00n })).toEqual([]));
});

describe('one authorization is at most 10,000.00, with all that it grows by', () => {
  test.each([
    ['exactly that', 10_000_00n, []],
    ['one cent more', 10_000_01n, ['authorization_ceiling']],
  ])('%s', (_what, total, failed) =>
    expect(failedBy({ ...good, total: usd(total) })).toEqual(failed),
  );
});

describe('what cards are not for', () => {
  test.each([
    ['manual_cash_disburse', ['supported_category']],
    ['non_fi_money_orders', ['supported_category']],
    ['wires_money_orders', ['supported_category']],
    ['betting_casino_gambling', []],
    ['financial_institutions', []],
    ['toString', []],
  ])('%s', (category, failed) => expect(failedBy(withMerchant({ category }))).toEqual(failed));

  test.each([
    ['CU', ['sanctioned_country']],
    ['IR', ['sanctioned_country']],
    ['KP', ['sanctioned_country']],
    ['SY', []],
    [null, []],
  ])('a merchant in %s', (country, failed) =>
    expect(failedBy(withMerchant({ country }))).toEqual(failed),
  );
});
