import type { SpendingControls } from '../spending-controls.ts';
import type { AuthorizationFacts, ControlFacts } from './facts.ts';
import { countingLimits, type ListKey, LISTS, presenceOf } from './rules/controls.ts';

/** Of a list that is longer, a trace keeps the value in question, or so many if it is not on it. */
const LISTED_MAX = 3;

/**
 * The facts without what has no bearing on this purchase: limits that do not count it, and the long
 * tails of lists. Every check judges them as it judges the whole, so a trace keeps only these.
 */
export const concerning = (facts: AuthorizationFacts): AuthorizationFacts => ({
  ...facts,
  controls: facts.controls.map((owned) => bearing(owned, facts)).filter(isRestricting),
});

function bearing(owned: ControlFacts, facts: AuthorizationFacts): ControlFacts {
  const limits = countingLimits(owned.owner, facts);
  return {
    ...owned,
    controls: shortLists(owned.controls, facts, {
      spending_limits: limits.map(({ amount, interval, categories }) => ({
        amount,
        interval,
        categories: shortened(categories, facts.merchant.category),
      })),
      spending_limits_currency: limits.length > 0 ? owned.controls.spending_limits_currency : null,
    }),
    used: limits.map(({ used }) => used),
  };
}

function shortLists(
  controls: SpendingControls,
  facts: AuthorizationFacts,
  { spending_limits, spending_limits_currency }: Omit<SpendingControls, ListKey>,
): SpendingControls {
  const { category, country, networkId } = facts.merchant;
  const presence = presenceOf(facts);
  return {
    allowed_card_presences: shortened(controls.allowed_card_presences, presence),
    allowed_categories: shortened(controls.allowed_categories, category),
    allowed_merchant_countries: shortened(controls.allowed_merchant_countries, country),
    allowed_merchant_network_ids: shortened(controls.allowed_merchant_network_ids, networkId),
    blocked_card_presences: shortened(controls.blocked_card_presences, presence),
    blocked_categories: shortened(controls.blocked_categories, category),
    blocked_merchant_countries: shortened(controls.blocked_merchant_countries, country),
    blocked_merchant_network_ids: shortened(controls.blocked_merchant_network_ids, networkId),
    spending_limits,
    spending_limits_currency,
  };
}

/** An empty list restricts nothing, and so does one that is not there. */
function shortened<T extends string>(
  list: readonly T[] | null | undefined,
  value: string | null,
): readonly T[] | null {
  if (!list?.length) return null;
  if (list.length <= LISTED_MAX) return list;
  const asked = list.find((each) => each === value);
  return asked === undefined ? list.slice(0, LISTED_MAX) : [asked];
}

const isRestricting = ({ controls }: ControlFacts): boolean =>
  controls.spending_limits.length > 0 || LISTS.some((key) => controls[key] !== null);
