import type { ControlCategory } from './merchant/categories.ts';
import type { Currency } from './money.ts';

export const SPENDING_INTERVALS = [
  'all_time',
  'daily',
  'monthly',
  'per_authorization',
  'weekly',
  'yearly',
] as const;
export type SpendingInterval = (typeof SPENDING_INTERVALS)[number];

export const CARD_PRESENCES = ['not_present', 'present'] as const;
export type CardPresence = (typeof CARD_PRESENCES)[number];

export interface SpendingLimit {
  /** Minor units of `spending_limits_currency`. */
  readonly amount: bigint;
  /** Null: the limit counts purchases in every category. */
  readonly categories: readonly ControlCategory[] | null;
  readonly interval: SpendingInterval;
}

/** What a cardholder or a card may be used for, in the names of the wire. Null: not restricted. */
export interface SpendingControls {
  readonly allowed_card_presences: readonly CardPresence[] | null;
  readonly allowed_categories: readonly ControlCategory[] | null;
  readonly allowed_merchant_countries: readonly string[] | null;
  readonly blocked_card_presences: readonly CardPresence[] | null;
  readonly blocked_categories: readonly ControlCategory[] | null;
  readonly blocked_merchant_countries: readonly string[] | null;
  readonly spending_limits: readonly SpendingLimit[];
  /** Null only on a cardholder without limits. */
  readonly spending_limits_currency: Currency | null;
}

export const NO_SPENDING_CONTROLS: SpendingControls = {
  allowed_card_presences: null,
  allowed_categories: null,
  allowed_merchant_countries: null,
  blocked_card_presences: null,
  blocked_categories: null,
  blocked_merchant_countries: null,
  spending_limits: [],
  spending_limits_currency: null,
};

/** The limit of a card whose creator sets none: 500.00 a day in the card's currency (contract §3.3). */
export const DEFAULT_DAILY_LIMIT = 50_000n;
