import { Secret } from '../secret.ts';
import type { CardBrand } from './card.ts';
import { checkDigit } from './luhn.ts';

/** A card number. The mask is constant: what masks a part of its input fails open on odd input. */
export type Pan = Secret<string>;
export const pan = (digits: string): Pan => new Secret(digits, '[pan]');

/** The three digits on the back. */
export type Cvc = Secret<string>;
export const cvc = (digits: string): Cvc => new Secret(digits, '[cvc]');

/** A whole number from 0, fair and not to be foreseen: `domain/` has no randomness of its own. */
export type Draw = (below: number) => number;

const PAN_LENGTH = 16;
const CVC_LENGTH = 3;

/**
 * Where sandbox numbers lie: the ranges of the numbers that the networks publish for testing, such as
 * 4000 0000 0000 0002, 5555 5555 5555 4444 and 2223 0000 4841 0010. A live program brings its own.
 */
export const SANDBOX_RANGES = {
  MasterCard: ['555555', '222300'],
  Visa: ['400000'],
} as const satisfies Record<CardBrand, readonly string[]>;

/** A number that nobody can foresee, with a right check digit. That it is new is for the store to say. */
export function drawPan(brand: CardBrand, draw: Draw): Pan {
  const ranges: readonly string[] = SANDBOX_RANGES[brand];
  const range = ranges[draw(ranges.length)] ?? '';
  const body = range + drawDigits(PAN_LENGTH - 1 - range.length, draw);
  return pan(body + checkDigit(body));
}

export const drawCvc = (draw: Draw): Cvc => cvc(drawDigits(CVC_LENGTH, draw));

export const last4Of = (number: Pan): string => number.expose().slice(-4);

const drawDigits = (length: number, draw: Draw): string =>
  String(draw(10 ** length)).padStart(length, '0');
