import * as z from 'zod';
import type { SpendingControlsJson } from '../../db/json.ts';
import { CURRENCIES } from '../../domain/money.ts';
import {
  CARD_PRESENCES,
  SPENDING_INTERVALS,
  type SpendingControls,
} from '../../domain/spending-controls.ts';

const presenceList = z.array(z.enum(CARD_PRESENCES)).readonly().nullable();
const categoryList = z.array(z.string()).readonly().nullable();
const countryList = z.array(z.string().length(2)).readonly().nullable();
const merchantList = z.array(z.string()).readonly().nullable();

/** What a cardholder or a card may be used for, as it crosses HTTP. */
export const spendingControls = z.strictObject({
  allowed_card_presences: presenceList,
  allowed_categories: categoryList,
  allowed_merchant_countries: countryList,
  /** Ours: Stripe has it in a preview (contract §3.3). */
  allowed_merchant_network_ids: merchantList,
  blocked_card_presences: presenceList,
  blocked_categories: categoryList,
  blocked_merchant_countries: countryList,
  blocked_merchant_network_ids: merchantList,
  spending_limits: z
    .array(
      z.strictObject({
        amount: z.int(),
        categories: categoryList,
        interval: z.enum(SPENDING_INTERVALS),
      }),
    )
    .readonly(),
  spending_limits_currency: z.enum(CURRENCIES).nullable(),
});
export type SpendingControlsWire = z.output<typeof spendingControls>;

export function spendingControlsToWire(
  controls: SpendingControls | SpendingControlsJson,
): SpendingControlsWire {
  return {
    allowed_card_presences: controls.allowed_card_presences,
    allowed_categories: controls.allowed_categories,
    allowed_merchant_countries: controls.allowed_merchant_countries,
    allowed_merchant_network_ids: controls.allowed_merchant_network_ids ?? null,
    blocked_card_presences: controls.blocked_card_presences,
    blocked_categories: controls.blocked_categories,
    blocked_merchant_countries: controls.blocked_merchant_countries,
    blocked_merchant_network_ids: controls.blocked_merchant_network_ids ?? null,
    spending_limits: controls.spending_limits.map(({ amount, categories, interval }) => ({
      // Bounded by 99,999,999 when it was set, so a JSON number holds it exactly.
      amount: Number(amount),
      categories,
      interval,
    })),
    spending_limits_currency: controls.spending_limits_currency,
  };
}
