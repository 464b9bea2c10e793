import { expect, test } from 'vitest';
import { askedOf, type NamedAmounts } from '../../../domain/authorization/asked.ts';
import { SANDBOX_TABLES } from '../../../providers/exchange-rates/sandbox-tables.ts';

const named = (amounts: Partial<NamedAmounts>): NamedAmounts => ({
  amount: undefined,
  currency: undefined,
  merchantAmount: undefined,
  merchantCurrency: undefined,
  category: 'eating_places_restaurants',
  details: { atmFee: null, cashback: null },
  rates: SANDBOX_TABLES[0],
  ...amounts,
});
const pump = { category: 'automated_fuel_dispensers' };
const cash = { category: 'automated_cash_disburse' };

test.each([
  ['in the money of the card', { amount: 5n }, [5n, 5n, 'usd', null]],
  [
    'in the money of the merchant, which is the same',
    { merchantAmount: 5n },
    [5n, 5n, 'usd', null],
  ],
  ['named twice', { amount: 5n, merchantAmount: 5n }, [5n, 5n, 'usd', null]],
  [
    'in yen',
    { merchantAmount: 155n, merchantCurrency: 'jpy' },
    [100n, 155n, 'jpy', '0.00645161290323'],
  ],
  [
    'in yen, converted by the network',
    { amount: 99n, merchantAmount: 150n, merchantCurrency: 'jpy' },
    [99n, 150n, 'jpy', '0.0066'],
  ],
  [
    'nothing in yen',
    { amount: 0n, merchantAmount: 0n, merchantCurrency: 'jpy' },
    [0n, 0n, 'jpy', '0.00645161290323'],
  ],
  ['a pump that asks', { amount: 100n, ...pump }, [10_000n, 10_000n, 'usd', null]],
  [
    'a pump in Canada',
    { merchantAmount: 100n, merchantCurrency: 'cad', ...pump },
    [7_246n, 10_000n, 'cad', '0.724637681159'],
  ],
  [
    'a pump in Canada, converted by the network',
    { amount: 70n, merchantAmount: 100n, merchantCurrency: 'cad', ...pump },
    [7_000n, 10_000n, 'cad', '0.7'],
  ],
  [
    'a pump where no hold is known',
    { merchantAmount: 100n, merchantCurrency: 'mxn', ...pump },
    [5n, 100n, 'mxn', '0.0546448087432'],
  ],
  ['a pump that names a price', { amount: 101n, ...pump }, [101n, 101n, 'usd', null]],
] as const)('%s', (_name, amounts, [asked, merchantAmount, merchantCurrency, rate]) => {
  expect(askedOf(named(amounts), 'usd')).toEqual({
    asked: { minor: asked, currency: 'usd' },
    merchantAmount,
    merchantCurrency,
    conversion: rate === null ? null : { rate, date: '2026-01-01' },
  });
});

test.each([
  ['no amount', 'amount', {}],
  ['no amount of the merchant', 'merchant_amount', { amount: 5n, merchantCurrency: 'jpy' }],
  ['a currency and no amount', 'merchant_amount', { merchantCurrency: 'jpy' }],
] as const)('%s: %s is missing', (_name, param, amounts) => {
  expect(() => askedOf(named(amounts), 'usd')).toThrow(
    expect.objectContaining({ code: 'parameter_missing', param }),
  );
});

test.each([
  ['two amounts in one currency', 'merchant_amount', { amount: 5n, merchantAmount: 6n }],
  [
    'something for nothing',
    'merchant_amount',
    { amount: 5n, merchantAmount: 0n, merchantCurrency: 'jpy' },
  ],
  ['another currency than the card', 'currency', { amount: 5n, currency: 'eur' }],
  [
    'a fee that no cash machine takes',
    'amount_details[atm_fee]',
    { amount: 5n, details: { atmFee: 1n, cashback: null } },
  ],
  [
    'a fee above the amount',
    'amount_details[atm_fee]',
    { amount: 5n, details: { atmFee: 6n, cashback: null }, ...cash },
  ],
  [
    'cashback above the amount',
    'amount_details[cashback_amount]',
    { amount: 5n, details: { atmFee: null, cashback: 6n } },
  ],
] as const)('%s: %s is refused', (_name, param, amounts) => {
  expect(() => askedOf(named(amounts), 'usd')).toThrow(
    expect.objectContaining({ code: 'parameter_invalid', param }),
  );
});

test('a part may be all of the amount', () => {
  const whole = { amount: 5n, ...cash, details: { atmFee: 5n, cashback: 5n } };
  expect(askedOf(named(whole), 'usd').asked.minor).toBe(5n);
});
