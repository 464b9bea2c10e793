import { invariant } from '../invariant.ts';

/** A decimal number, exactly: `digits` divided by ten to the power of `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** @param text such as `0.0065`, without a sign. Ours: what a caller wrote is judged before. */
export function decimal(text: string): Decimal {
  invariant(/^\d+(\.\d+)?$/.test(text), `'${text}' is a decimal number`);
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

/** A half counts as a whole, as a till and the networks round. Both are above or at nought. */
export const roundHalfUp = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);

/** Enough that an amount of eight digits converts to the cent. */
const QUOTIENT_DIGITS = 12;

/** Rounded to twelve digits, of which leading noughts do not count; noughts at the end are left out. */
export function quotient(over: Decimal, under: Decimal): string {
  const numerator = over.digits * 10n ** BigInt(under.scale);
  const denominator = under.digits * 10n ** BigInt(over.scale);
  const magnitude = String(numerator).length - String(denominator).length;
  const scale = Math.max(0, QUOTIENT_DIGITS - magnitude);
  const text = toText(roundHalfUp(numerator * 10n ** BigInt(scale), denominator), scale);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function toText(digits: bigint, scale: number): string {
  if (scale === 0) return String(digits);
  const padded = String(digits).padStart(scale + 1, '0');
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
