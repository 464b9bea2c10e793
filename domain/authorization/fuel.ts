import type { MerchantCurrency } from '../exchange/currencies.ts';

/**
 * A pump that is paid at asks for one unit of money before it knows what will be tanked. What is held is
 * the most that networks let such a pump give, until the merchant says the real amount (contract §3.6).
 * Minor units, by the currency of the merchant; one that is not listed holds what it asks.
 */
const PUMP_HOLDS: Readonly<Partial<Record<MerchantCurrency, bigint>>> = {
  cad: 100_00n,
  eur: 100_00n,
  gbp: 100_00n,
  usd: 100_00n,
};

const PUMPS = 'automated_fuel_dispensers';
const STATUS_CHECK = 1_00n;

/** What is held for what a merchant asks. */
export function heldFor(
  category: string,
  { minor, currency }: { readonly minor: bigint; readonly currency: MerchantCurrency },
): bigint {
  const isStatusCheck = category === PUMPS && minor === STATUS_CHECK;
  return isStatusCheck ? (PUMP_HOLDS[currency] ?? minor) : minor;
}
