import { expect, test } from 'vitest';
import { givenPostalCode } from '../../../domain/authorization/postal-code.ts';
import { networkRiskScore } from '../../../domain/authorization/risk-score.ts';

test.each([
  [1, 1],
  [99, 99],
  [0, null],
  [100, null],
  [12.5, null],
  [null, null],
  [undefined, null],
])('a score of %s is told as %s', (score, told) => expect(networkRiskScore(score)).toBe(told));

test.each([
  ['match', '94103'],
  ['mismatch', null],
  ['not_provided', null],
] as const)('after a %s the postal code given was %s', (check, told) =>
  expect(givenPostalCode(check, '94103')).toBe(told),
);
