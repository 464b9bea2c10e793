/** Money of other countries, reckoned again and not by the code that it judges. */
import type { Abroad } from './commands.ts';

export type Coin = Abroad | 'usd';

/**
 * Cents for one smallest unit, in units of 10^-14: dollars for a whole one, to twelve digits as the
 * tables of the sandbox give it, times a hundred, by the decimals of ISO 4217 (2, 0 and 3).
 */
const CENTS = {
  '2027-01-01': { eur: 113_636_363_636_000n, jpy: 66_666_666_666_700n, kwd: 32_573_289_902_300n },
  '2028-01-01': { eur: 117_647_058_824_000n, jpy: 67_567_567_567_600n, kwd: 32_573_289_902_300n },
} as const satisfies Record<string, Record<Abroad, bigint>>;
const UNIT = 10n ** 14n;

export type RateDay = keyof typeof CENTS;

export const rateDayOf = (at: number): RateDay =>
  at >= Date.UTC(2028, 0, 1) / 1000 ? '2028-01-01' : '2027-01-01';

/** Half a unit counts as a whole one. */
export const halfUp = (whole: bigint, by: bigint): bigint => (whole * 2n + by) / (by * 2n);

const notNought = (given: bigint, rounded: bigint): bigint =>
  given > 0n && rounded === 0n ? 1n : rounded;

export function toCents(minor: bigint, coin: Coin, day: RateDay): bigint {
  return coin === 'usd' ? minor : notNought(minor, halfUp(minor * CENTS[day][coin], UNIT));
}

function fromCents(cents: bigint, coin: Coin, day: RateDay): bigint {
  return coin === 'usd' ? cents : notNought(cents, halfUp(cents * UNIT, CENTS[day][coin]));
}

interface Pair {
  readonly amount: bigint;
  readonly merchant: bigint;
  readonly coin: Coin;
  readonly day: RateDay;
}

/**
 * What so many cents of a purchase are to its merchant: what stays is in proportion, the rest is taken,
 * and never nothing. Beyond the whole, by the rate of the purchase.
 */
export function shareOf({ amount, merchant, coin, day }: Pair, cents: bigint): bigint {
  if (coin === 'usd') return cents;
  if (cents > amount) return merchant + fromCents(cents - amount, coin, day);
  if (cents === amount) return merchant;
  const taken = merchant - halfUp(merchant * (amount - cents), amount);
  return taken > 0n ? taken : 1n;
}
