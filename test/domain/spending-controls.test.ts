import { describe, expect, test } from 'vitest';
import {
  changeControls,
  newCardControls,
  NO_SPENDING_CONTROLS,
  type SpendingControlsChange,
} from '../../domain/spending-controls.ts';

const limit = { amount: 100n, categories: null, interval: 'monthly' } as const;

test('a new card has 500.00 a day in its own currency and no other restriction', () => {
  expect(newCardControls('gbp')).toEqual({
    ...NO_SPENDING_CONTROLS,
    spending_limits: [{ amount: 50_000n, categories: null, interval: 'daily' }],
    spending_limits_currency: 'gbp',
  });
});

describe('a change', () => {
  const standing = { ...newCardControls('usd'), blocked_categories: ['car_washes'] as const };

  test('keeps what it does not name', () => {
    expect(changeControls(standing, {}, 'usd')).toEqual(standing);
    expect(changeControls(standing, { spending_limits: undefined }, 'usd')).toEqual(standing);
  });

  test('replaces a list as a whole', () => {
    const changed = changeControls(standing, { spending_limits: [limit] }, 'usd');
    expect(changed).toEqual({ ...standing, spending_limits: [limit] });
  });

  test('clears with null', () => {
    const changed = changeControls(
      standing,
      { blocked_categories: null, spending_limits: null },
      'usd',
    );
    expect(changed).toEqual({ ...standing, blocked_categories: null, spending_limits: [] });
  });

  test('may move from one list of a pair to the other at once', () => {
    const change: SpendingControlsChange = {
      allowed_categories: ['bakeries'],
      blocked_categories: null,
    };
    expect(changeControls(standing, change, 'usd')).toMatchObject(change);
  });

  test.each<[SpendingControlsChange, string]>([
    [{ allowed_categories: ['bakeries'] }, 'allowed_categories'],
    [{ allowed_categories: ['bakeries'], blocked_categories: ['doctors'] }, 'blocked_categories'],
    [
      { allowed_merchant_countries: ['US'], blocked_merchant_countries: ['GB'] },
      'blocked_merchant_countries',
    ],
    [
      { allowed_card_presences: ['present'], blocked_card_presences: ['present'] },
      'blocked_card_presences',
    ],
  ])('%j leaves both lists of a pair standing and is refused', (change, param) => {
    expect(() => changeControls(standing, change, 'usd')).toThrow(
      expect.objectContaining({
        code: 'parameters_exclusive',
        param: `spending_controls[${param}]`,
      }),
    );
  });
});

describe('limits of a cardholder', () => {
  test('are in the currency of the account, and no other can be named', () => {
    const own = changeControls(NO_SPENDING_CONTROLS, { spending_limits: [limit] }, 'eur');
    expect(own.spending_limits_currency).toBe('eur');
    const named = { spending_limits: [limit], spending_limits_currency: 'gbp' } as const;
    expect(() => changeControls(NO_SPENDING_CONTROLS, named, 'eur')).toThrow(
      expect.objectContaining({
        code: 'parameter_invalid',
        param: 'spending_controls[spending_limits_currency]',
      }),
    );
  });

  test('without any limit no currency is invented', () => {
    expect(changeControls(NO_SPENDING_CONTROLS, {}, 'eur')).toEqual(NO_SPENDING_CONTROLS);
  });
});
