import { expect, test } from 'vitest';
import {
  PIN_FAILURES_MAX,
  type PinCheck,
  pinFailuresAfter,
} from '../../../domain/authorization/verification.ts';

test('three wrong online PINs in a row block the PIN (contract §3.2, rule 5)', () => {
  expect(PIN_FAILURES_MAX).toBe(3);
  expect(pinFailuresAfter(1, 'online_pin_mismatch')).toBe(2);
  expect(pinFailuresAfter(2, 'online_pin_mismatch')).toBe(3);
  expect(pinFailuresAfter(3, 'online_pin_mismatch')).toBe(3);
});

test('a right online PIN starts the count anew, unless the PIN is blocked already', () => {
  expect(pinFailuresAfter(0, 'online_pin_match')).toBe(0);
  expect(pinFailuresAfter(2, 'online_pin_match')).toBe(0);
  expect(pinFailuresAfter(3, 'online_pin_match')).toBe(3);
});

test.each<PinCheck | null>([null, 'offline_pin_match', 'offline_pin_mismatch'])(
  'what the issuer did not check itself counts nothing: %s',
  (pin) => {
    for (const failures of [0, 1, 2, 3]) expect(pinFailuresAfter(failures, pin)).toBe(failures);
  },
);
