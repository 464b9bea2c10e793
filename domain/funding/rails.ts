/** The rails on which bank transfers arrive, as data: what each carries, and to which addresses. */
import type { Currency } from '../money.ts';

export const NETWORKS = [
  'ach',
  'bacs',
  'chaps',
  'domestic_wire_us',
  'fps',
  'sepa',
  'swift',
] as const;
export type Network = (typeof NETWORKS)[number];

/** By which a balance of the currency is reached. A wire to another region's address bounces. */
export const SUPPORTED_NETWORKS = {
  eur: ['sepa'],
  gbp: ['bacs', 'fps'],
  usd: ['ach', 'domestic_wire_us'],
} as const satisfies Record<Currency, readonly Network[]>;

export const isSupported = (currency: Currency, network: Network): boolean =>
  SUPPORTED_NETWORKS[currency].some((supported) => supported === network);

/** What a rail itself carries at most in one payment, in minor units of its currency. */
const MAXIMA: Readonly<Partial<Record<Network, bigint>>> = {
  // Ten digits in an entry of a file.
  ach: 9_999_999_999n,
  bacs: 2_000_000_000n,
  fps: 100_000_000n,
  sepa: 99_999_999_999n,
};
export const AMOUNT_MAX = 99_999_999_999n;

export const amountMaxOf = (network: Network): bigint => MAXIMA[network] ?? AMOUNT_MAX;
