import { freshBytes } from './fresh-bytes.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_DIGITS = 8;
const RANDOM_DIGITS = 16;

/** 24 letters and digits that sort by time, as the ids of ours do: an index then grows at its end. */
export function uniqueText(unixMs: number): string {
  let time = '';
  for (let rest = unixMs; time.length < TIME_DIGITS; rest = Math.floor(rest / 62))
    time = ALPHABET.charAt(rest % 62) + time;
  let random = '';
  for (const byte of freshBytes(RANDOM_DIGITS)) random += ALPHABET.charAt(byte % 62);
  return time + random;
}
