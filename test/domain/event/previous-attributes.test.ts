import { expect, test } from 'vitest';
import { previousAttributes } from '../../../domain/event/previous-attributes.ts';

test.each([
  ['a value that changed', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 2 }],
  ['a value that became null', { a: 'x' }, { a: null }, { a: 'x' }],
  ['a value that was null', { a: null }, { a: 'x' }, { a: null }],
  [
    'of a hash only its changed keys',
    { h: { a: 1, b: 2 } },
    { h: { a: 1, b: 3 } },
    { h: { b: 2 } },
  ],
  ['a key that is new, as null', { m: {} }, { m: { team: 'ops' } }, { m: { team: null } }],
  ['a key that went', { m: { team: 'ops' } }, { m: {} }, { m: { team: 'ops' } }],
  ['a hash that became null, whole', { h: { a: 1 } }, { h: null }, { h: { a: 1 } }],
  ['a list, whole', { l: [1, 2] }, { l: [1, 2, 3] }, { l: [1, 2] }],
  ['a list in a hash', { h: { l: [{ a: 1 }] } }, { h: { l: [] } }, { h: { l: [{ a: 1 }] } }],
])('the former attributes are %s', (_case, before, after, former) => {
  expect(previousAttributes(before, after)).toEqual(former);
});

test('where nothing changed there is nothing to tell', () => {
  const object = { a: 1, h: { l: [1, { b: null }] } };
  expect(previousAttributes(object, structuredClone(object))).toBeUndefined();
});
