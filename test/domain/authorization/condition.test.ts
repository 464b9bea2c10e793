import { expect, test } from 'vitest';
import {
  type Condition,
  CONDITIONS,
  standIn,
  supposing,
} from '../../../domain/authorization/condition.ts';
import { decide } from '../../../domain/authorization/decide.ts';
import { good } from './facts.ts';

test.each<[Condition | null, string]>([
  ['account_inactive', 'account_disabled'],
  ['card_expired', 'card_expired'],
  ['deadline_passed', 'stripe_internal_error'],
  ['network_approved', 'card_active'],
  ['network_declined', 'card_active'],
  ['queue_full', 'stripe_internal_error'],
  [null, 'card_active'],
])('supposing %s, our rules say %s', (condition, reason) =>
  expect(decide(supposing(good, condition)).reason).toBe(reason),
);

test('the network decides in our place where that is supposed, and nowhere else', () => {
  const outcomes = [null, ...CONDITIONS].map((condition) => [condition, standIn(condition)]);
  expect(outcomes.filter(([, outcome]) => outcome !== undefined)).toEqual([
    ['network_approved', { approved: true, reason: 'network_fallback' }],
    ['network_declined', { approved: false, reason: 'network_fallback' }],
  ]);
});
