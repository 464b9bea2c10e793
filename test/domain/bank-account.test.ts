import { describe, expect, test } from 'vitest';
import { isIban, isRoutingNumber, parseNumbers } from '../../domain/bank-account/numbers.ts';
import { testAccountNumber } from '../../domain/bank-account/test-tokens.ts';
import { isRight } from '../../domain/bank-account/verification.ts';
import { canTopup, TOPUP_MOVES, TOPUP_STATUSES } from '../../domain/topup/topup.ts';

const US = { country: 'US', currency: 'usd' } as const;
const GB = { country: 'GB', currency: 'gbp' } as const;
const DE = { country: 'DE', currency: 'eur' } as const;

test.each([
  ['110000000', true],
  ['021000021', true],
  ['021000022', false],
  ['012000021', false],
  ['000000000', false],
  ['11000000', false],
  ['1100000000', false],
])('%s is a routing number: %s', (text, is) => {
  expect(isRoutingNumber(text)).toBe(is);
});

test('one wrong digit makes of a routing number none, and so do most that are swapped', () => {
  const right = '021000021';
  for (let place = 0; place < 9; place += 1)
    for (let digit = 0; digit < 10; digit += 1) {
      const other = `${right.slice(0, place)}${digit}${right.slice(place + 1)}`;
      expect(isRoutingNumber(other)).toBe(other === right);
    }
});

/** The examples of the SWIFT IBAN registry. */
test.each([
  ['DE89370400440532013000', true],
  ['GB29NWBK60161331926819', true],
  ['FR1420041010050500013M02606', true],
  ['MT84MALT011000012345MTLCAST001S', true],
  ['NO9386011117947', true],
  ['DE89370400440532013001', false],
  ['DE8937040044053201300', false],
  ['US89370400440532013000', false],
  ['de89370400440532013000', false],
])('%s is an IBAN: %s', (text, is) => {
  expect(isIban(text)).toBe(is);
});

describe('the numbers of a bank account', () => {
  test('are read with or without what people put between the digits', () => {
    expect(parseNumbers({ ...GB, routingNumber: '10-88-00', accountNumber: '0001 2345' })).toEqual({
      routingNumber: '108800',
      accountNumber: '00012345',
    });
    expect(parseNumbers({ ...DE, accountNumber: 'de89 3704 0044 0532 0130 00' })).toEqual({
      routingNumber: null,
      accountNumber: 'DE89370400440532013000',
    });
  });

  test('of six or seven digits are filled up to the eight of a British account', () => {
    const { accountNumber } = parseNumbers({
      ...GB,
      routingNumber: '108800',
      accountNumber: '123456',
    });
    expect(accountNumber).toBe('00123456');
  });

  test.each([
    [{ ...US, accountNumber: '123', routingNumber: '110000000' }, 'account_number_invalid'],
    [{ ...US, accountNumber: '123456', routingNumber: '110000001' }, 'routing_number_invalid'],
    [{ ...US, accountNumber: '123456' }, 'routing_number_invalid'],
    [{ ...GB, accountNumber: '123456789', routingNumber: '108800' }, 'account_number_invalid'],
    [{ ...GB, accountNumber: '12345678', routingNumber: '10880' }, 'routing_number_invalid'],
    [{ ...DE, accountNumber: 'FR1420041010050500013M02606' }, 'account_number_invalid'],
    [
      { ...DE, accountNumber: 'DE89370400440532013000', routingNumber: '37040044' },
      'routing_number_invalid',
    ],
    [{ country: 'US', currency: 'gbp', accountNumber: '12345678' }, 'parameter_invalid'],
  ] as const)('%o are refused as %s', (given, code) => {
    expect(() => parseNumbers(given)).toThrow(expect.objectContaining({ code }));
  });
});

test('the contract’s six test tokens have account numbers, and nothing else has', () => {
  const names = [
    'noAccount',
    'accountClosed',
    'insufficientFunds',
    'debitNotAuthorized',
    'invalidCurrency',
  ];
  const tokens = ['btok_us_verified', ...names.map((name) => `btok_us_verified_${name}`)];
  expect(new Set(tokens.map(testAccountNumber)).size).toBe(6);
  for (const other of ['btok_us', 'toString', '__proto__'])
    expect(testAccountNumber(other)).toBeUndefined();
});

describe('what is entered of micro-deposits', () => {
  const expected = { amounts: [32, 45], descriptorCode: 'SM11AA' } as const;
  test.each([
    [{ amounts: [32, 45] }, true],
    [{ amounts: [45, 32] }, true],
    [{ amounts: [32, 32] }, false],
    [{ amounts: [32] }, false],
    [{ amounts: [32, 45, 1] }, false],
    [{ descriptorCode: 'sm11aa' }, true],
    [{ descriptorCode: 'SM11AB' }, false],
  ])('%o is right: %s', (entered, is) => {
    expect(isRight(expected, entered)).toBe(is);
  });
});

test('a top-up ends once: only what is pending or succeeded goes on', () => {
  const moves = ['cancel', 'fail', 'reverse', 'succeed'] as const;
  expect(Object.keys(TOPUP_MOVES).toSorted()).toEqual(moves);
  const possible = TOPUP_STATUSES.map((status) => [
    status,
    moves.filter((move) => canTopup(move, status)),
  ]);
  expect(Object.fromEntries(possible)).toEqual({
    canceled: [],
    failed: [],
    pending: ['cancel', 'fail', 'succeed'],
    reversed: [],
    succeeded: ['reverse'],
  });
});
