import { money, type Currency, type Money } from '../money.ts';
import type { ShippingService } from './shipping.ts';

/** In minor units of the card's currency, whichever it is (contract §2.2). */
const CARD = 350n;

/** What the way costs besides. The contract gives no numbers for it: these are ours. */
const SHIPPING: Readonly<Record<ShippingService, bigint>> = {
  standard: 0n,
  express: 1200n,
  priority: 2500n,
};

/** What a physical card costs, shipping included. */
export const cardFee = (currency: Currency, service: ShippingService): Money =>
  money(CARD + SHIPPING[service], currency);
