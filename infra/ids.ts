import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_DIGITS = 8;
const RANDOM_DIGITS = 16;

/** 248 is the largest multiple of 62 in a byte: larger values are drawn again, so that no digit is favoured. */
const FAIR_MAX = 248;

let last = { unixMs: -1, random: '' };

/**
 * A text of 24 letters and digits that nobody else makes: eight for the millisecond, in an alphabet
 * whose byte order is its numeric order, so that ids sort by time under `collate "C"`, and sixteen
 * random ones (95 bits). Those of one process and one millisecond go up by one, so that what one
 * command makes also sorts in the order in which it was made.
 */
export function uniqueText(unixMs: number): string {
  const random = unixMs === last.unixMs ? successor(last.random) : randomDigits(RANDOM_DIGITS);
  last = { unixMs, random };
  let time = '';
  for (let rest = unixMs; time.length < TIME_DIGITS; rest = Math.floor(rest / 62))
    time = ALPHABET.charAt(rest % 62) + time;
  return time + random;
}

/** The next number. After the last one (2⁻⁹⁵ of all) comes the first, which is still unique. */
function successor(digits: string): string {
  const digit = ALPHABET.indexOf(digits.slice(-1)) + 1;
  if (digits === '') return '';
  if (digit < ALPHABET.length) return digits.slice(0, -1) + ALPHABET.charAt(digit);
  return successor(digits.slice(0, -1)) + ALPHABET.charAt(0);
}

function randomDigits(count: number): string {
  let digits = '';
  while (digits.length < count)
    for (const byte of randomBytes(count))
      if (byte < FAIR_MAX && digits.length < count) digits += ALPHABET.charAt(byte % 62);
  return digits;
}
