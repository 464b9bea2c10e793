import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idDigitsAt } from '../../domain/id-time.ts';
import { uniqueText } from '../../infra/ids.ts';

test('an id begins with the digits of its millisecond, so that a period of ids is a period of time', () => {
  const instants = fc.integer({ min: 0, max: 62 ** 8 - 1 });
  fc.assert(
    fc.property(instants, instants, (made, since) => {
      expect(uniqueText(made).startsWith(idDigitsAt(made))).toBe(true);
      expect(uniqueText(made) >= idDigitsAt(since)).toBe(made >= since);
    }),
  );
});

test('what lies before all ids is before all ids', () => {
  expect(idDigitsAt(-1)).toBe('00000000');
});
