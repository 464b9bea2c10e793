import type { Cutoff } from '../calendar/cutoff.ts';
import { type CardBrand } from '../card/card.ts';
import { SANDBOX_RANGES } from '../card/pan.ts';

/** The networks that we settle with, in the names of the wire. */
export const NETWORKS = ['mastercard', 'visa'] as const;
export type Network = (typeof NETWORKS)[number];

interface Terms {
  readonly brand: CardBrand;
  /** When its day ends. What clears in that very second belongs to the next one. */
  readonly cutoff: Cutoff;
}

/** As agreed with each network; it settles on the days on which the Federal Reserve is open. */
const TERMS: Readonly<Record<Network, Terms>> = {
  mastercard: { brand: 'MasterCard', cutoff: endsAt('18:00') },
  visa: { brand: 'Visa', cutoff: endsAt('17:00') },
};

function endsAt(time: '17:00' | '18:00'): Cutoff {
  return { time, zone: 'America/New_York', calendar: 'federal_reserve' };
}

const BY_BRAND: Readonly<Record<CardBrand, Network>> = { MasterCard: 'mastercard', Visa: 'visa' };

export const networkOf = (brand: CardBrand): Network => BY_BRAND[brand];

export const cutoffOf = (network: Network): Cutoff => TERMS[network].cutoff;

/** The range of the program's cards: the first, where it has several. */
export const binOf = (network: Network): string => SANDBOX_RANGES[TERMS[network].brand][0];

export const isNetwork = (text: string): text is Network =>
  NETWORKS.some((network) => network === text);
