import { freshBytes } from './random.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_DIGITS = 8;
const TURN_DIGITS = 2;
const RANDOM_DIGITS = 14;

/** 248 is the largest multiple of 62 in a byte: larger values are drawn again, so that no digit is favoured. */
const FAIR_MAX = 248;

/**
 * A text of 24 letters and digits that nobody else makes: eight for the millisecond, in an alphabet
 * whose byte order is its numeric order, so that ids sort by time under `collate "C"`; two for its
 * turn within the millisecond; and fourteen random ones (83 bits).
 */
export const uniqueText = (unixMs: number, turn = 0): string =>
  digitsOf(unixMs, TIME_DIGITS) + digitsOf(turn, TURN_DIGITS) + randomDigits(RANDOM_DIGITS);

/**
 * Makes the texts of one piece of work. Each sorts after the one before, also within a millisecond and
 * when the clock steps back: what is told of a change later stands later in every list.
 */
export function uniqueTexts(nowMs: () => number): () => string {
  let latestMs = 0;
  let turn = 0;
  return () => {
    const unixMs = Math.max(nowMs(), latestMs);
    turn = unixMs === latestMs ? turn + 1 : 0;
    latestMs = unixMs;
    return uniqueText(unixMs, turn);
  };
}

/** The last digits of a number. */
function digitsOf(value: number, count: number): string {
  let digits = '';
  for (let rest = value; digits.length < count; rest = Math.floor(rest / 62))
    digits = ALPHABET.charAt(rest % 62) + digits;
  return digits;
}

/** Letters and digits that nobody can guess: six bits each, a little less. */
export function randomDigits(count: number): string {
  let digits = '';
  while (digits.length < count)
    for (const byte of freshBytes(count))
      if (byte < FAIR_MAX && digits.length < count) digits += ALPHABET.charAt(byte % 62);
  return digits;
}
