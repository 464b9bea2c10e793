import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseForm, parseJson } from '../../../api/form.ts';
import { AppError } from '../../../domain/errors.ts';
import { encodeForm } from '../../support/form-encoding.ts';

const limits = 'spending_controls[spending_limits]';

test.each([
  ['no parameters', '', {}],
  [
    'nested names and numbered lists, as the SDKs send them, in any order',
    `${limits}[1][amount]=9&${limits}[0][amount]=7`,
    { spending_controls: { spending_limits: [{ amount: '7' }, { amount: '9' }] } },
  ],
  [
    'unnumbered lists, as curl sends them',
    'expand[]=card&expand[]=cardholder',
    { expand: ['card', 'cardholder'] },
  ],
  ['an empty text, which clears a field', 'metadata=&name=', { metadata: '', name: '' }],
  ['a name alone as an empty text', 'metadata', { metadata: '' }],
  ['percent-encoding and plus', 'name=Caf%C3%A9+Ltd', { name: 'Café Ltd' }],
  ['brackets that were encoded', 'a%5Bb%5D=1', { a: { b: '1' } }],
  ['a value with signs of its own', 'note=a%3Db%26c=d', { note: 'a=b&c=d' }],
  ['numbers that leave a gap as names', 'a[0]=x&a[2]=y', { a: { '0': 'x', '2': 'y' } }],
  [
    'a name that JavaScript knows',
    'constructor=1&toString[x]=1',
    { constructor: '1', toString: { x: '1' } },
  ],
])('a form is read: %s', (_case, encoded, form) => {
  expect(parseForm(encoded)).toEqual(form);
});

test.each([
  ['the same name twice', 'a=1&a=2', 'a'],
  ['a name that is also a branch', 'a=1&a[b]=2', 'a[b]'],
  ['a branch that is also a name', 'a[b]=2&a=1', 'a'],
  ['the same element twice', 'a[0]=1&a[0]=2', 'a[0]'],
  ['an unnumbered element after numbered ones with a gap', 'a[5]=1&a[]=2', 'a[]'],
  ['unnumbered hashes, where one could end anywhere', 'a[][x]=1&a[][x]=2', 'a[][x]'],
  ['a bracket that is not closed', 'a[b=1', 'a[b'],
  ['a bracket that is not opened', 'a]b=1', 'a]b'],
  ['text after a bracket', 'a[b]c=1', 'a[b]c'],
  ['a name that begins with a bracket', '[a]=1', '[a]'],
  ['a bad escape in a value', 'a=%zz', 'a'],
  ['half a letter of UTF-8', 'a=%C3', 'a'],
  ['U+0000', 'a=x%00y', 'a'],
  ['nine levels', `a${'[b]'.repeat(8)}=1`, `a${'[b]'.repeat(8)}`],
  ['the prototype', '__proto__[polluted]=1', '__proto__[polluted]'],
  ['the prototype, further down', 'a[__proto__][polluted]=1', 'a[__proto__][polluted]'],
])('a form is refused, by the name of its parameter: %s', (_case, encoded, param) => {
  expect(() => parseForm(encoded)).toThrow(
    expect.objectContaining({ code: 'parameter_invalid', param }),
  );
});

const flood = (count: number): string => 'a[]=1&'.repeat(count);

test('a form may have a thousand parameters and not one more', () => {
  expect(parseForm(flood(1_000))).toMatchObject({ a: { length: 1_000 } });
  expect(() => parseForm(flood(1_001))).toThrow(
    expect.objectContaining({ code: 'body_malformed' }),
  );
});

test('a megabyte of brackets is refused at once', () => {
  const startedMs = performance.now();
  expect(() => parseForm(`a${'['.repeat(1_000_000)}=1`)).toThrow(AppError);
  expect(() => parseForm('a[b]&'.repeat(200_000))).toThrow(AppError);
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});

test('a hostile name reaches no prototype', () => {
  expect(parseForm('constructor[prototype][polluted]=1')).toEqual({
    constructor: { prototype: { polluted: '1' } },
  });
  expect({}).not.toHaveProperty('polluted');
});

test('what an SDK encodes is read back as it was', () => {
  const name = fc.stringMatching(/^[a-z_]{1,8}$/).filter((text) => text !== '__proto__');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(name, tie('node'), { minKeys: 1, maxKeys: 4 }),
    node: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      tie('tree'),
    ),
  }));
  fc.assert(
    fc.property(tree, (form) => {
      const hash = { ...Object(form) };
      fc.pre(!JSON.stringify(hash).includes('\\u'));
      expect(parseForm(encodeForm(hash))).toEqual(JSON.parse(JSON.stringify(hash)));
    }),
  );
});

test('any text at all is read or refused, and never breaks', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '[',
    ']',
    '=',
    '&',
    '%',
    '0',
    '1',
    '+',
    '%5B',
    '\u0000',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        parseForm(pieces.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('JSON is read into the same shape, its values as the texts of the wire', () => {
  const json = '{"amount":500,"ok":true,"note":null,"tags":[],"list":[1,{"a":"x"}],"empty":{}}';
  expect(parseJson(json)).toEqual({
    amount: '500',
    ok: 'true',
    note: '',
    tags: '',
    empty: {},
    list: ['1', { a: 'x' }],
  });
});

test.each([
  ['what is no JSON', '{', 'body_malformed'],
  ['a list at the root', '[1]', 'body_malformed'],
  ['a text at the root', '"x"', 'body_malformed'],
  ['nine levels', '{"a":'.repeat(10) + '1' + '}'.repeat(10), 'parameter_invalid'],
  ['the prototype', '{"__proto__":{"polluted":1}}', 'parameter_invalid'],
  ['half a surrogate pair', '{"a":"\\ud800"}', 'parameter_invalid'],
  ['U+0000 in a name', '{"a\\u0000":"x"}', 'parameter_invalid'],
  ['a flood', JSON.stringify({ a: Array.from({ length: 1_001 }, () => 1) }), 'body_malformed'],
])('JSON is refused: %s', (_case, json, code) => {
  expect(() => parseJson(json)).toThrow(expect.objectContaining({ code }));
});
