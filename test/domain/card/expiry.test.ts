import { expect, test } from 'vitest';
import { checkExpiry, defaultExpiry, expiresAt } from '../../../domain/card/expiry.ts';

const NOW = new Date('2026-11-30T23:59:59Z');

test('a card is valid to the last second of its month', () => {
  expect(expiresAt(11, 2026)).toBe(Date.parse('2026-12-01T00:00:00Z') / 1000);
  expect(expiresAt(12, 2026)).toBe(Date.parse('2027-01-01T00:00:00Z') / 1000);
});

test('a card is valid for three years unless its creator says otherwise', () => {
  expect(defaultExpiry(NOW)).toEqual({ month: 11, year: 2029 });
});

test.each([
  [11, 2026],
  [12, 2026],
  [11, 2036],
])('%i/%i is accepted', (month, year) => {
  expect(() => checkExpiry({ month, year }, NOW)).not.toThrow();
});

test.each([
  [10, 2026],
  [12, 2025],
  [12, 2036],
  [1, 2037],
])('%i/%i is refused', (month, year) => {
  expect(() => checkExpiry({ month, year }, NOW)).toThrow(
    expect.objectContaining({ code: 'parameter_invalid', param: 'exp_year' }),
  );
});
