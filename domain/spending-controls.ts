import { failure } from './errors.ts';
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
  /** As the network calls a merchant: `merchant_data.network_id`, which differs from network to network. */
  readonly allowed_merchant_network_ids: readonly string[] | null;
  readonly blocked_card_presences: readonly CardPresence[] | null;
  readonly blocked_categories: readonly ControlCategory[] | null;
  readonly blocked_merchant_countries: readonly string[] | null;
  readonly blocked_merchant_network_ids: readonly string[] | null;
  readonly spending_limits: readonly SpendingLimit[];
  /** Null only on a cardholder without limits. */
  readonly spending_limits_currency: Currency | null;
}

export const NO_SPENDING_CONTROLS: SpendingControls = {
  allowed_card_presences: null,
  allowed_categories: null,
  allowed_merchant_countries: null,
  allowed_merchant_network_ids: null,
  blocked_card_presences: null,
  blocked_categories: null,
  blocked_merchant_countries: null,
  blocked_merchant_network_ids: null,
  spending_limits: [],
  spending_limits_currency: null,
};

/** Every limit is counted at each purchase: the bound keeps a purchase quick. */
export const SPENDING_LIMITS_MAX = 50;

/** Each purchase reads the lists of its card, its cardholder and the program. */
export const MERCHANT_NETWORK_IDS_MAX = 200;

/** The limit of a card whose creator sets none: 500.00 a day in the card's currency (contract §3.3). */
const DEFAULT_LIMIT: SpendingLimit = { amount: 50_000n, categories: null, interval: 'daily' };

/** What a card starts from: controls that its creator names replace these. */
export const newCardControls = (currency: Currency): SpendingControls => ({
  ...NO_SPENDING_CONTROLS,
  spending_limits: [DEFAULT_LIMIT],
  spending_limits_currency: currency,
});

/** What a caller changes: an absent key keeps what stands, null clears, a list replaces the whole list. */
export type SpendingControlsChange = {
  readonly [K in keyof SpendingControls]?: SpendingControls[K] | null | undefined;
};

const PAIRS = [
  ['allowed_card_presences', 'blocked_card_presences'],
  ['allowed_categories', 'blocked_categories'],
  ['allowed_merchant_countries', 'blocked_merchant_countries'],
  ['allowed_merchant_network_ids', 'blocked_merchant_network_ids'],
] as const;

/**
 * The controls after a change. Limits are in `currency`, the account's own and that of all its cards:
 * what they count is spent in it.
 *
 * @throws `parameters_exclusive` when both lists of a pair would stand; `parameter_invalid` for limits
 *   in another currency.
 */
export function changeControls(
  controls: SpendingControls,
  change: SpendingControlsChange,
  currency: Currency,
): SpendingControls {
  const after = <K extends keyof SpendingControls>(key: K): SpendingControls[K] | null =>
    change[key] === undefined ? controls[key] : change[key];
  checkCurrency(change.spending_limits_currency, currency);
  const spending_limits = after('spending_limits') ?? [];
  const changed = {
    allowed_card_presences: after('allowed_card_presences'),
    allowed_categories: after('allowed_categories'),
    allowed_merchant_countries: after('allowed_merchant_countries'),
    allowed_merchant_network_ids: after('allowed_merchant_network_ids'),
    blocked_card_presences: after('blocked_card_presences'),
    blocked_categories: after('blocked_categories'),
    blocked_merchant_countries: after('blocked_merchant_countries'),
    blocked_merchant_network_ids: after('blocked_merchant_network_ids'),
    spending_limits,
    spending_limits_currency:
      spending_limits.length > 0 ? currency : after('spending_limits_currency'),
  };
  for (const [allowed, blocked] of PAIRS)
    if (changed[allowed] !== null && changed[blocked] !== null)
      throw failure(
        'parameters_exclusive',
        { names: [`spending_controls[${allowed}]`, `spending_controls[${blocked}]`] },
        { param: `spending_controls[${change[blocked] ? blocked : allowed}]` },
      );
  return changed;
}

function checkCurrency(named: Currency | null | undefined, currency: Currency): void {
  if (named === undefined || named === null || named === currency) return;
  throw failure(
    'parameter_invalid',
    {
      problem: `All cards of this account pay in ${currency}, so their limits are in ${currency}.`,
    },
    { param: 'spending_controls[spending_limits_currency]' },
  );
}
