import { describe, expect, test } from 'vitest';
import { base64sOf, type KnownSecret, SECRET_KINDS } from '../support/leaks/forms.ts';
import { searchFor } from '../support/leaks/search.ts';

const SECRETS = {
  address: { kind: 'address', value: '12 Périgord & Sons Yard' },
  'bank account number': { kind: 'bank account number', value: '561839204756' },
  'birth date': { kind: 'birth date', value: '1983-07-19' },
  'card number': { kind: 'card number', value: '4000001234567899' },
  cvc: { kind: 'cvc', value: '612' },
  device: { kind: 'device', value: 'Lanternbrowser/19.00 "beta"' },
  email: { kind: 'email', value: 'lighthouse.keeper@quillpost.example' },
  key: { kind: 'key', value: 'sk_test_0123456789abcdef0123456789abcdef' },
  name: { kind: 'name', value: "Aurélienne D'Quillmark" },
  phone: { kind: 'phone', value: '+12025550147' },
  pin: { kind: 'pin', value: '8605' },
  'tax id': { kind: 'tax id', value: '47-3920185' },
} as const satisfies Record<KnownSecret['kind'], KnownSecret>;

const search = searchFor(Object.values(SECRETS));
const kindsIn = (content: string | Uint8Array): readonly string[] =>
  search([{ place: 'here', content }]).map(({ secret }) => secret.kind);

test.each(SECRET_KINDS)('a %s is found as it is, in JSON, and among bytes', (kind) => {
  const { value } = SECRETS[kind];
  expect(kindsIn(value)).toEqual([kind]);
  expect(kindsIn(JSON.stringify({ note: value }))).toEqual([kind]);
  const noise = Buffer.from([0, 255, 61]);
  expect(kindsIn(Buffer.concat([noise, Buffer.from(value), Buffer.from('"')]))).toEqual([kind]);
});

const LONG = SECRET_KINDS.filter((kind) => kind !== 'cvc' && kind !== 'pin');

describe.each(LONG)('a %s is found', (kind) => {
  const { value } = SECRETS[kind];
  test('in upper case and in an address', () => {
    expect(
      kindsIn(`seen: ${value.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())};`),
    ).toEqual([kind]);
    expect(kindsIn(`GET /v1/cards?note=${encodeURIComponent(value)}`)).toEqual([kind]);
    expect(kindsIn(new URLSearchParams({ note: value }).toString())).toEqual([kind]);
  });
  test('in hex, and in base64 wherever it begins', () => {
    expect(kindsIn(`\\x00${Buffer.from(value).toString('hex')}`)).toEqual([kind]);
    for (const before of ['', '{', '{"', '{"a'])
      for (const encoding of ['base64', 'base64url'] as const)
        expect(kindsIn(Buffer.from(`${before}${value}"}`).toString(encoding))).toEqual([kind]);
  });
});

test.each([
  { kind: 'card number', as: '4000 0012 3456 7899' },
  { kind: 'card number', as: '4000-0012-3456-7899' },
  { kind: 'card number', as: '400000123456****' },
  { kind: 'card number', as: '****001234567899' },
  { kind: 'cvc', as: '"cvc": 612,' },
  { kind: 'cvc', as: 'cvc=612&exp_year=2029' },
  { kind: 'cvc', as: String.raw`{\"cvc\":\"612\"}` },
  { kind: 'key', as: 'sk_test_0123456789abcdef0123456789ab****' },
  { kind: 'pin', as: '{"pin":{"number":"8605"}}' },
  { kind: 'pin', as: 'pin: 8605' },
  { kind: 'birth date', as: '{"day":19,"month":7,"year":1983}' },
  { kind: 'bank account number', as: '{"account_number":"561839204756"}' },
  { kind: 'phone', as: '12025550147' },
  { kind: 'email', as: 'for lighthouse.keeper' },
  { kind: 'tax id', as: 'EIN 473920185' },
  { kind: 'name', as: String.raw`Aur\u00e9lienne D'Quillmark` },
])('a $kind is found as $as', ({ kind, as }) => {
  expect(kindsIn(as)).toEqual([kind]);
});

test('what a mask may show, and what is only like a secret, is left alone', () => {
  const harmless = [
    'Visa ending in 7899, 400000******7899',
    'sk_test_****cdef',
    '{"ms":612,"status":200} in 1612 steps, 0.612 s',
    '{"ms":8605} in 18605 steps',
    '1983-07-20, 202-555-0148, keeper@quillpost.example',
  ];
  for (const text of harmless) expect(kindsIn(text)).toEqual([]);
});

test('who looks for nothing finds nothing', () => {
  expect(searchFor([])([{ place: 'here', content: 'anything' }])).toEqual([]);
});

test('a short text has no base64 of its own', () => {
  expect(base64sOf('612')).toEqual([]);
});
