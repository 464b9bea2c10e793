import { describe, expect, test } from 'vitest';
import {
  AUTHORIZATION_METHODS,
  type AuthorizationMethod,
} from '../../../domain/authorization/authorization.ts';
import type { AuthorizationFacts } from '../../../domain/authorization/facts.ts';
import { EXEMPTION_TYPES, PIN_CHECKS } from '../../../domain/authorization/verification.ts';
import { money } from '../../../domain/money.ts';
import { failedBy, good, withMerchant } from './facts.ts';

const from = (country: string, method: AuthorizationMethod): AuthorizationFacts => ({
  ...good,
  account: { ...good.account, country },
  entry: { method, wallet: null },
});

describe('a card with a chip is not read by its magnetic stripe where the law wants more', () => {
  test.each([
    ['US', []],
    ['GB', ['chip_read']],
    ['IE', ['chip_read']],
    ['DE', ['chip_read']],
  ])('an account in %s', (country, failed) =>
    expect(failedBy(from(country, 'swipe'))).toEqual(failed),
  );

  test.each(AUTHORIZATION_METHODS.filter((method) => method !== 'swipe'))(
    'every other way is good, also for a virtual card: %s',
    (method) => expect(failedBy(from('IE', method))).toEqual([]),
  );
});

const atCashMachine = (
  method: AuthorizationMethod,
  pin: AuthorizationFacts['verification']['pin'] = 'online_pin_match',
): AuthorizationFacts => ({
  ...withMerchant({ category: 'automated_cash_disburse' }, from('US', method)),
  verification: { ...good.verification, pin },
});

describe('a cash machine reads the chip and asks for the PIN', () => {
  test.each([
    ['chip', []],
    ['contactless', []],
    ['keyed_in', ['cash_machine_reads_chip']],
    ['online', ['cash_machine_reads_chip']],
    ['swipe', ['cash_machine_reads_chip']],
  ] as const)('%s', (method, failed) => expect(failedBy(atCashMachine(method))).toEqual(failed));

  test('without a PIN it gives nothing', () =>
    expect(failedBy(atCashMachine('chip', null))).toEqual(['cash_machine_asks_pin']));

  test.each(PIN_CHECKS)('%s', (pin) =>
    expect(failedBy(atCashMachine('chip', pin))).toEqual(pin.endsWith('_match') ? [] : ['pin']),
  );

  test('a verification of nothing is asked for both too', () => {
    const nothing = { asked: money(0n, 'usd'), total: money(0n, 'usd') };
    expect(failedBy({ ...atCashMachine('swipe', null), ...nothing })).toEqual([
      'cash_machine_reads_chip',
      'cash_machine_asks_pin',
    ]);
  });
});

const exempt = (minor: bigint, country: string): AuthorizationFacts => ({
  ...from(country, 'online'),
  asked: money(1n, 'eur'),
  total: money(minor, 'eur'),
  verification: { ...good.verification, exemption: 'low_value_transaction' },
});

describe('a low-value exemption holds for what is low', () => {
  test.each([
    ['one cent less', 29_99n, 'IE', []],
    ['exactly 30.00', 30_00n, 'IE', []],
    ['one cent more', 30_01n, 'IE', ['low_value_exemption']],
    ['one penny more, in the UK', 30_01n, 'GB', ['low_value_exemption']],
    ['more, where no law asks for strong authentication', 30_01n, 'US', []],
  ])('%s', (_what, minor, country, failed) =>
    expect(failedBy(exempt(minor, country))).toEqual(failed),
  );

  /** Risk: an authorization that begins low and grows in steps that are low. */
  test('increments count together', () => {
    const facts = exempt(30_01n, 'IE');
    expect(facts.asked.minor).toBe(1n);
    expect(failedBy(facts)).toEqual(['low_value_exemption']);
  });

  test.each(EXEMPTION_TYPES.filter((type) => type !== 'low_value_transaction'))(
    'another exemption has no such bound: %s',
    (exemption) => {
      const facts = exempt(9_000_00n, 'IE');
      expect(failedBy({ ...facts, verification: { ...facts.verification, exemption } })).toEqual(
        [],
      );
    },
  );
});

test('an address that does not match declines nothing', () => {
  const verification = {
    ...good.verification,
    addressLine1: 'mismatch',
    postalCode: 'mismatch',
  } as const;
  expect(failedBy({ ...good, verification })).toEqual([]);
});
