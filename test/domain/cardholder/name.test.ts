import { describe, expect, test } from 'vitest';
import { checkCardholderName, checkLegalName } from '../../../domain/cardholder/name.ts';

describe('the name on the card', () => {
  test.each([
    'Jenny Rosen',
    "Siobhán O'Brien-Ng",
    'Acme & Sons (N.Y.)',
    'A/B: Partners, Inc.',
    'a'.repeat(24),
  ])('%j may stand on it', (name) => {
    expect(() => checkCardholderName(name, 'name')).not.toThrow();
  });

  test.each([
    ['a'.repeat(25), 'parameter_invalid'],
    ['Agent 47', 'invalid_characters'],
    ['Acme #1!', 'invalid_characters'],
    ['Анна', 'invalid_characters'],
    ['- -', 'invalid_characters'],
    ['line\nbreak', 'invalid_characters'],
  ])('%j is refused with %s', (name, code) => {
    expect(() => checkCardholderName(name, 'name')).toThrow(
      expect.objectContaining({ code, param: 'name' }),
    );
  });
});

describe('first and last names', () => {
  test.each(['Jenny', 'Martin Luther', "d'Arc", 'Müller-Lüdenscheidt', 'King, Jr.'])(
    '%j is a name',
    (name) => {
      expect(() => checkLegalName(name, 'individual[first_name]')).not.toThrow();
    },
  );

  test.each(['R2D2', 'A & B', 'Ann/e', '名', '.', 'x(y)'])('%j is none', (name) => {
    expect(() => checkLegalName(name, 'individual[first_name]')).toThrow(
      expect.objectContaining({ code: 'invalid_characters', param: 'individual[first_name]' }),
    );
  });
});
