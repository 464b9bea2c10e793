import { expect, test } from 'vitest';
import { InvariantViolation } from '../../../domain/invariant.ts';
import { keyring } from '../../../infra/crypto/keyring.ts';

const MASTER = Buffer.alloc(32, 7);
const keys = keyring(MASTER.toString('base64'));
const others = keyring(Buffer.alloc(32, 8).toString('base64'));
const hex = (bytes: Buffer): string => bytes.toString('hex');

test('the same master key makes the same keys, on every machine and in every release', () => {
  expect(hex(keys.fingerprint('card_number', '4242424242424242'))).toBe(
    hex(keyring(MASTER.toString('base64')).fingerprint('card_number', '4242424242424242')),
  );
  // Written down: another derivation would lose every sealed record.
  expect(hex(keys.wrappingId)).toBe('6dfa6235');
  expect(hex(keys.fingerprint('api_key', 'sk_test_1')).slice(0, 16)).toBe('60dbacdfd6524de4');
});

test('each purpose has a key of its own, and none is the master key', () => {
  const derived = [keys.wrapping, keys.payloads, MASTER].map(hex);
  expect(new Set(derived).size).toBe(derived.length);
  for (const key of [keys.wrapping, keys.payloads]) expect(key).toHaveLength(32);
});

/** Risk: a fingerprint from one table that finds its secret in another. */
test('a fingerprint differs by purpose, by secret and by master key', () => {
  const prints = [
    keys.fingerprint('api_key', 'one'),
    keys.fingerprint('card_number', 'one'),
    keys.fingerprint('card_number', 'two'),
    keys.fingerprint('card_number', ''),
    others.fingerprint('card_number', 'one'),
  ].map(hex);
  expect(new Set(prints).size).toBe(prints.length);
  for (const print of prints) expect(print).toHaveLength(64);
});

test('another master key shares nothing', () => {
  expect(hex(others.wrapping)).not.toBe(hex(keys.wrapping));
  expect(hex(others.payloads)).not.toBe(hex(keys.payloads));
  expect(hex(others.wrappingId)).not.toBe(hex(keys.wrappingId));
});

test.each(['', 'c2hvcnQ=', 'not base64 at all', Buffer.alloc(33).toString('base64')])(
  'nothing is derived from what is not a master key: "%s"',
  (text) => expect(() => keyring(text)).toThrow(InvariantViolation),
);
