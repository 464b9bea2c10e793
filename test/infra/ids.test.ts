import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseId, makeId } from '../../domain/ids.ts';
import { uniqueText, uniqueTexts } from '../../infra/ids.ts';

const NOW_MS = 1_800_000_000_000;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** As Postgres compares under `collate "C"`. */
const inByteOrder = (texts: readonly string[]): string[] =>
  texts.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));

test('ten thousand texts of one millisecond are all different', () => {
  const texts = Array.from({ length: 10_000 }, () => uniqueText(NOW_MS));
  expect(new Set(texts).size).toBe(texts.length);
});

test('texts sort by their millisecond, whatever their random part', () => {
  const instants = fc.integer({ min: 0, max: 2 ** 47 });
  const property = fc.property(instants, instants, (one, two) => {
    fc.pre(one !== two);
    const [earlier, later] = [uniqueText(Math.min(one, two)), uniqueText(Math.max(one, two))];
    expect(inByteOrder([later, earlier])).toEqual([earlier, later]);
  });
  fc.assert(property, {
    examples: [
      [NOW_MS, NOW_MS + 1],
      [61, 62],
      [62 ** 7 - 1, 62 ** 7],
    ],
  });
});

/** Risk: an event that is listed before the one that caused it. */
test('texts of one piece of work sort as they were made, however fast and when the clock steps back', () => {
  const times = [NOW_MS, NOW_MS, NOW_MS + 1, NOW_MS - 50, NOW_MS - 50, NOW_MS + 1, NOW_MS + 2];
  let reading = 0;
  const unique = uniqueTexts(() => times[reading++ % times.length] ?? NOW_MS);
  const made = Array.from({ length: 3_000 }, unique);
  expect(inByteOrder(made)).toEqual(made);
});

test('two pieces of work in the same millisecond make different texts', () => {
  const works = Array.from({ length: 10_000 }, () => uniqueTexts(() => NOW_MS));
  expect(new Set(works.map((unique) => unique())).size).toBe(works.length);
});

/** Risk: a digit favoured by a careless remainder, which makes ids easier to guess. */
test('every letter and digit is drawn equally often', () => {
  const counts = new Map(ALPHABET.split('').map((letter) => [letter, 0]));
  const drawn = Array.from({ length: 10_000 }, () => uniqueText(NOW_MS).slice(10)).join('');
  for (const letter of drawn) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(62);
  const expected = drawn.length / 62;
  const chiSquare = [...counts.values()].reduce(
    (sum, count) => sum + (count - expected) ** 2 / expected,
    0,
  );
  // 61 degrees of freedom: fair draws pass 150 less than once in a hundred million runs.
  expect(chiSquare).toBeLessThan(150);
});

test('a text makes an id of any kind, of always the same length', () => {
  const text = uniqueText(NOW_MS);
  expect(text).toMatch(/^[A-Za-z0-9]{24}$/);
  expect(parseId('authorization', makeId('authorization', text))).toBe(`iauth_${text}`);
});
