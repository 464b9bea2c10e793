import type { MerchantCurrency } from './currencies.ts';
import { decimal, quotient } from './decimal.ts';

/** The rates of a day: what one US dollar buys of each currency, in major units, as decimal numbers. */
export interface RateTable {
  /** `YYYY-MM-DD`: the first day on which they apply. */
  readonly date: string;
  readonly perDollar: Readonly<Record<MerchantCurrency, string>>;
}

/**
 * What one major unit of `from` is worth in major units of `to`, by way of the dollar. A decimal number:
 * it is kept beside what it converted, and has to give the same amount again.
 */
export const rateBetween = (
  { perDollar }: RateTable,
  from: MerchantCurrency,
  to: MerchantCurrency,
): string => (from === to ? '1' : quotient(decimal(perDollar[to]), decimal(perDollar[from])));
