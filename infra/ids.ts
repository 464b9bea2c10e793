import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_DIGITS = 8;
const RANDOM_DIGITS = 16;

/** 248 is the largest multiple of 62 in a byte: larger values are drawn again, so that no digit is favoured. */
const FAIR_MAX = 248;

/**
 * A text of 24 letters and digits that nobody else makes: eight for the millisecond, in an alphabet
 * whose byte order is its numeric order, so that ids sort by time under `collate "C"`, and sixteen
 * random ones (95 bits).
 */
export function uniqueText(unixMs: number): string {
  let time = '';
  for (let rest = unixMs; time.length < TIME_DIGITS; rest = Math.floor(rest / 62))
    time = ALPHABET.charAt(rest % 62) + time;
  return time + randomDigits(RANDOM_DIGITS);
}

function randomDigits(count: number): string {
  let digits = '';
  while (digits.length < count)
    for (const byte of randomBytes(count))
      if (byte < FAIR_MAX && digits.length < count) digits += ALPHABET.charAt(byte % 62);
  return digits;
}
