import type { Currency } from '../../money.ts';

/** As a person writes it: `12.50 USD`. All currencies of cards have two decimals. */
export function amountText(minor: bigint, currency: Currency): string {
  const size = minor < 0n ? -minor : minor;
  const cents = String(size % 100n).padStart(2, '0');
  return `${minor < 0n ? '-' : ''}${size / 100n}.${cents} ${currency.toUpperCase()}`;
}
