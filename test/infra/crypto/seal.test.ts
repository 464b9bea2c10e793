import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyring } from '../../../infra/crypto/keyring.ts';
import { seal, SealBroken, unseal } from '../../../infra/crypto/seal.ts';

const keys = keyring(Buffer.alloc(32, 1).toString('base64'));
const PLACE = 'issuing_card.number:ic_A1';
const TEXT = '4242424242424242';

test('whatever is sealed is given back, at its own place', () => {
  const property = fc.property(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    (text, place) => {
      expect(unseal(keys, place, seal(keys, place, text))).toBe(text);
    },
  );
  fc.assert(property);
});

test('a text of nothing and a large one are sealed like any other', () => {
  for (const text of ['', 'é'.repeat(1_000_000)])
    expect(unseal(keys, PLACE, seal(keys, PLACE, text))).toBe(text);
});

test('the same text sealed twice looks different, and neither shows it', () => {
  const [one, two] = [seal(keys, PLACE, TEXT), seal(keys, PLACE, TEXT)];
  expect(one.equals(two)).toBe(false);
  expect(one.includes(TEXT)).toBe(false);
  expect(one).toHaveLength(two.length);
});

/** Risk: a byte that no tag covers, through which a stored record can be changed unseen. */
test('every single byte is guarded: one bit changed anywhere and it does not open', () => {
  const sealed = seal(keys, PLACE, TEXT);
  for (const index of sealed.keys())
    for (const bit of [1, 128]) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(index) ^ bit, index);
      expect(() => unseal(keys, PLACE, altered), `byte ${index}`).toThrow(SealBroken);
    }
});

test('what was cut short or grew does not open', () => {
  const sealed = seal(keys, PLACE, TEXT);
  for (const length of sealed.keys())
    expect(() => unseal(keys, PLACE, sealed.subarray(0, length)), `${length} bytes`).toThrow(
      SealBroken,
    );
  expect(() => unseal(keys, PLACE, Buffer.concat([sealed, Buffer.of(0)]))).toThrow(SealBroken);
  expect(() => unseal(keys, PLACE, Buffer.alloc(0))).toThrow(SealBroken);
  expect(() => unseal(keys, PLACE, randomBytes(200))).toThrow(SealBroken);
});

/** Risk: the cipher by itself takes a tag of 4 bytes, which 2^32 attempts forge. */
test('only a whole tag is judged', () => {
  const withoutText = seal(keys, PLACE, '').subarray(0, 5 + 60 + 12);
  expect(() => unseal(keys, PLACE, withoutText)).toThrow(
    expect.objectContaining({
      cause: expect.objectContaining({ message: expect.stringContaining('tag length') }),
    }),
  );
});

/** Risk: one card's number put into another card's row, or a CVC where a number is read. */
test.each(['issuing_card.number:ic_A2', 'issuing_card.cvc:ic_A1', 'issuing_card.number:ic_A', ''])(
  'moved to another place it does not open: "%s"',
  (elsewhere) => {
    expect(() => unseal(keys, elsewhere, seal(keys, PLACE, TEXT))).toThrow(SealBroken);
  },
);

test('halves of two sealed records do not make a third', () => {
  const [one, two] = [seal(keys, PLACE, TEXT), seal(keys, PLACE, TEXT)];
  const textBegins = 5 + 12 + 32 + 16;
  const joined = Buffer.concat([one.subarray(0, textBegins), two.subarray(textBegins)]);
  expect(() => unseal(keys, PLACE, joined)).toThrow(SealBroken);
});

describe('another master key', () => {
  const others = keyring(Buffer.alloc(32, 2).toString('base64'));

  test('does not open it, and says so', () => {
    expect(() => unseal(others, PLACE, seal(keys, PLACE, TEXT))).toThrow(
      'was sealed with another master key',
    );
  });

  test('does not open it by naming the right key either', () => {
    const sealed = seal(keys, PLACE, TEXT);
    others.wrappingId.copy(sealed, 1);
    expect(() => unseal(others, PLACE, sealed)).toThrow(SealBroken);
  });
});

test('a broken seal tells the place and nothing of the text or the keys', () => {
  const sealed = seal(keys, PLACE, TEXT);
  sealed.writeUInt8(sealed.readUInt8(80) ^ 1, 80);
  let said = '';
  try {
    unseal(keys, PLACE, sealed);
  } catch (error) {
    said = String(error);
  }
  expect(said).toBe(`SealBroken: ${PLACE} was altered or moved`);
});
