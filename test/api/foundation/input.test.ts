import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseForm } from '../../../api/form.ts';
import {
  amount,
  boolean,
  clearable,
  createdFilter,
  integer,
  list,
  listInput,
  text,
  unixTime,
} from '../../../api/input.ts';
import { metadata } from '../../../api/metadata.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { parseInput } from '../../../api/parse-input.ts';
import { unavailable } from '../../../api/unavailable.ts';

const read = (schema: z.ZodType, encoded: string): unknown =>
  parseInput(schema, parseForm(encoded));
const refusalOf = (schema: z.ZodType, encoded: string): unknown => {
  try {
    return read(schema, encoded);
  } catch (error) {
    return error;
  }
};

const of = (leaf: z.ZodType) => z.strictObject({ x: leaf });

test.each([
  ['an integer', integer({ min: -5, max: 5 }), 'x=-5', -5],
  ['a boolean', boolean(), 'x=false', false],
  ['an amount as bigint', amount(), 'x=99999999', 99_999_999n],
  ['an instant in unix seconds', unixTime(), 'x=1700000000', 1_700_000_000],
  ['a text', text(), 'x=+a+', ' a '],
  ['a text that clears', clearable(text()), 'x=', null],
  ['a list', list(integer({ min: 0, max: 9 }), { max: 2 }), 'x[0]=1&x[1]=2', [1, 2]],
  ['a list that is cleared', list(text(), { max: 2 }), 'x=', []],
  ['metadata by number as by name', metadata(), 'x[0]=a&x[1]=b', { '0': 'a', '1': 'b' }],
  ['metadata that is cleared', metadata(), 'x=', null],
])('a text of the wire is read as %s', (_case, leaf, encoded, value) => {
  expect(read(of(leaf), encoded)).toEqual({ x: value });
});

test.each([
  ['an integer with a fraction', integer({ min: 0, max: 9 }), 'x=1.5', 'parameter_invalid_integer'],
  [
    'an integer in another notation',
    integer({ min: 0, max: 9 }),
    'x=0x1',
    'parameter_invalid_integer',
  ],
  [
    'an integer of a hundred digits',
    integer({ min: 0, max: 9 }),
    `x=${'9'.repeat(100)}`,
    'parameter_invalid_integer',
  ],
  ['an integer below its bound', integer({ min: 0, max: 9 }), 'x=-1', 'parameter_invalid'],
  ['an integer above its bound', integer({ min: 0, max: 9 }), 'x=10', 'parameter_invalid'],
  ['an empty integer', integer({ min: 0, max: 9 }), 'x=', 'parameter_invalid_empty'],
  ['a boolean that is a number', boolean(), 'x=1', 'parameter_invalid'],
  ['an amount of nine digits', amount(), 'x=100000000', 'amount_too_large'],
  ['an amount below its bound', amount({ min: 1n }), 'x=0', 'amount_too_small'],
  ['an amount with cents', amount(), 'x=10.00', 'parameter_invalid_integer'],
  ['a text that is too long', text({ max: 3 }), 'x=abcd', 'parameter_invalid'],
  ['an empty text', text(), 'x=', 'parameter_invalid_empty'],
  ['a hash for a text', text(), 'x[y]=1', 'parameter_invalid'],
  ['a list that is too long', list(text(), { max: 1 }), 'x[0]=a&x[1]=b', 'parameter_invalid'],
  ['a list with a gap', list(text(), { max: 5 }), 'x[0]=a&x[2]=b', 'parameter_invalid'],
  ['a text for a list', list(text(), { max: 5 }), 'x=a', 'parameter_invalid'],
  ['metadata that is a text', metadata(), 'x=a', 'parameter_invalid'],
])('it is refused by name: %s', (_case, leaf, encoded, code) => {
  expect(refusalOf(of(leaf), encoded)).toMatchObject({ code, param: 'x' });
});

const card = z.strictObject({
  name: text(),
  status: z.enum(['active', 'inactive']).optional(),
  category: z.enum(Array.from({ length: 295 }, (_, index) => `category_${index}`)).optional(),
  controls: z
    .strictObject({
      limits: list(
        z.strictObject({ amount: amount({ min: 1n }), interval: z.enum(['daily', 'weekly']) }),
        { max: 3 },
      ).optional(),
    })
    .optional(),
});

test('a missing parameter is named with its whole path', () => {
  expect(refusalOf(card, 'name=a&controls[limits][0][interval]=daily')).toMatchObject({
    code: 'parameter_missing',
    param: 'controls[limits][0][amount]',
    message: 'Missing required param: controls[limits][0][amount].',
  });
});

test('a parameter that is not available yet is named before the one that is missing', () => {
  const purchase = z.strictObject({ amount: amount(), merchant_amount: unavailable('That is') });
  expect(refusalOf(purchase, 'merchant_amount=1')).toMatchObject({
    code: 'feature_not_available',
    param: 'merchant_amount',
  });
});

test.each([
  ['at the root', 'nam=a', 'nam', 'name'],
  ['in a hash', 'name=a&controls[limit]=1', 'controls[limit]', 'controls[limits]'],
  [
    'in a list',
    'name=a&controls[limits][0][amout]=1',
    'controls[limits][0][amout]',
    'controls[limits][0][amount]',
  ],
])(
  'an unknown parameter is named with the known one that is close to it: %s',
  (_case, encoded, param, meant) => {
    expect(refusalOf(card, encoded)).toMatchObject({
      code: 'parameter_unknown',
      param,
      message: `Received unknown parameter: ${param}. Did you mean ${meant}?`,
    });
  },
);

test('an unknown parameter that is close to none gets no guess', () => {
  expect(refusalOf(card, 'name=a&colour=red')).toMatchObject({
    code: 'parameter_unknown',
    message: 'Received unknown parameter: colour',
  });
});

test('a wrong value of a few is told which they are, and of hundreds some', () => {
  expect(refusalOf(card, 'name=a&status=lost')).toMatchObject({
    param: 'status',
    message: 'Invalid status: must be one of active or inactive.',
  });
  expect(refusalOf(card, 'name=a&category=x')).toMatchObject({
    message: expect.stringMatching(/category_19 or 275 others\.$/),
  });
});

test.each([
  ['an instant', 'created=5', { from: new Date(5_000), before: new Date(6_000) }],
  [
    'bounds that exclude',
    'created[gt]=5&created[lt]=9',
    { from: new Date(6_000), before: new Date(9_000) },
  ],
  [
    'bounds that include',
    'created[gte]=5&created[lte]=9',
    { from: new Date(5_000), before: new Date(10_000) },
  ],
  ['the narrower of two', 'created[gt]=5&created[gte]=9', { from: new Date(9_000) }],
])('a filter of creation reads %s', (_case, encoded, created) => {
  const schema = listInput({ created: createdFilter().optional() });
  expect(read(schema, encoded)).toEqual({ created, limit: 10 });
});

test.each([
  ['a limit of 0', 'limit=0', 'parameter_invalid', 'limit'],
  ['a limit of 101', 'limit=101', 'parameter_invalid', 'limit'],
  ['two cursors', 'starting_after=a&ending_before=b', 'parameters_exclusive', 'ending_before'],
  ['a bound that is no number', 'created[gt]=a', 'parameter_invalid_integer', 'created[gt]'],
  ['a bound that is unknown', 'created[ge]=1', 'parameter_unknown', 'created[ge]'],
])('a list refuses %s', (_case, encoded, code, param) => {
  const schema = listInput({ created: createdFilter().optional() });
  expect(refusalOf(schema, encoded)).toMatchObject({ code, param });
});

test.each([
  ['a key of 41 characters', `x[${'k'.repeat(41)}]=1`],
  ['a value of 501 characters', `x[k]=${'v'.repeat(501)}`],
  ['a hash as value', 'x[k][l]=1'],
])('metadata refuses %s', (_case, encoded) => {
  expect(refusalOf(of(metadata()), encoded)).toMatchObject({
    code: 'parameter_invalid',
    param: expect.stringMatching(/^x\[/),
  });
});

test('metadata is measured in characters, whatever they take to store', () => {
  const value = '😀'.repeat(500);
  expect(read(of(metadata()), `x[k]=${value}`)).toEqual({ x: { k: value } });
});

test('metadata is merged by key, an empty value deletes one, an empty text all', () => {
  const current = { a: '1', b: '2' };
  expect(mergeMetadata(current, undefined)).toEqual(current);
  expect(mergeMetadata(current, { b: '', c: '3' })).toEqual({ a: '1', c: '3' });
  expect(mergeMetadata(current, null)).toEqual({});
});

const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

test('metadata holds fifty keys, and a fifty-first is refused', () => {
  expect(Object.keys(mergeMetadata(keys(49), { last: 'v' }))).toHaveLength(50);
  expect(() => mergeMetadata(keys(50), { one_more: 'v' })).toThrow(
    expect.objectContaining({ code: 'parameter_invalid', param: 'metadata' }),
  );
  expect(mergeMetadata(keys(50), { one_more: 'v', k0: '' })).toHaveProperty('one_more');
});
