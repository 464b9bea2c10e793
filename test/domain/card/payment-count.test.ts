import { expect, test } from 'vitest';
import { afterPayment } from '../../../domain/card/payment-count.ts';

test.each([
  ['a card for any number', 'active', null, 7, undefined],
  ['one that is canceled', 'canceled', 3, 2, undefined],
  ['the payment before the last', 'active', 3, 1, { payments: 2, status: 'active' }],
  ['the last payment', 'active', 3, 2, { payments: 3, status: 'canceled' }],
  ['a capture of an inactive card', 'inactive', 3, 0, { payments: 1, status: 'inactive' }],
] as const)('%s', (...card) => {
  const [, status, cancel_after_payments, payments, expected] = card;
  expect(afterPayment({ status, cancel_after_payments, payments })).toEqual(expected);
});
