import { failure } from '../errors.ts';
import { Secret } from '../secret.ts';
import type { Draw } from './pan.ts';

/** The cardholder's secret number. */
export type Pin = Secret<string>;
export const pin = (digits: string): Pin => new Secret(digits, '[pin]');

const LENGTH = 4;

/**
 * The twenty that people choose most: more than a quarter of all PINs in the collections of passwords that
 * became public (DataGenetics, "PIN analysis", 2012). Three tries are allowed.
 */
const MOST_USED: ReadonlySet<string> = new Set([
  '0000',
  '1004',
  '1010',
  '1111',
  '1122',
  '1212',
  '1234',
  '1313',
  '2000',
  '2001',
  '2222',
  '3333',
  '4321',
  '4444',
  '5555',
  '6666',
  '6969',
  '7777',
  '8888',
  '9999',
]);

/** What every sandbox card begins with (contract §7.9), so that a test knows it. It opens nothing. */
const SANDBOX_PIN = '0000';

const isWeak = (digits: string): boolean => MOST_USED.has(digits);

/** The PIN of a card whose creator sets none: in live mode, one that nobody can foresee. */
export function firstPin(livemode: boolean, draw: Draw): Pin {
  if (!livemode) return pin(SANDBOX_PIN);
  let digits: string;
  do digits = String(draw(10 ** LENGTH)).padStart(LENGTH, '0');
  while (isWeak(digits));
  return pin(digits);
}

/**
 * A PIN that somebody has chosen. What is wrong with it is said without saying what it is.
 *
 * @throws `parameter_invalid`.
 */
export function parsePin(text: string, param: string): Pin {
  if (!/^\d{4}$/.test(text)) throw refused(param, `A PIN has ${LENGTH} digits.`);
  if (isWeak(text)) throw refused(param, 'This PIN is one of those that are guessed first.');
  return pin(text);
}

const refused = (param: string, problem: string) =>
  failure('parameter_invalid', { problem }, { param });
