const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = 8;

/**
 * How the ids that are made at an instant begin, after their prefix: ids sort by time, so that the
 * primary key finds a period. `infra/ids.ts` makes them in this form; a test holds the two together.
 */
export function idDigitsAt(unixMs: number): string {
  let digits = '';
  for (
    let rest = Math.max(0, Math.floor(unixMs));
    digits.length < DIGITS;
    rest = Math.floor(rest / 62)
  )
    digits = ALPHABET.charAt(rest % 62) + digits;
  return digits;
}
