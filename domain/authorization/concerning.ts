import type { ControlCategory } from '../merchant/categories.ts';
import { NO_SPENDING_CONTROLS, type SpendingControls } from '../spending-controls.ts';
import type { AuthorizationFacts, ControlFacts } from './facts.ts';
import { countingLimits, RESTRICTIONS } from './rules/controls.ts';

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
  const { spending_limits_currency } = owned.controls;
  return {
    ...owned,
    controls: {
      ...NO_SPENDING_CONTROLS,
      ...shortLists(owned.controls, facts),
      spending_limits: limits.map(({ amount, interval, categories }) => ({
        amount,
        interval,
        categories: shortened<ControlCategory>(categories, facts.merchant.category),
      })),
      spending_limits_currency: limits.length > 0 ? spending_limits_currency : null,
    },
    used: limits.map(({ used }) => used),
  };
}

const isRestricting = ({ controls }: ControlFacts): boolean =>
  controls.spending_limits.length > 0 || LISTS.some((key) => controls[key] !== null);

export const LISTS = Object.values(RESTRICTIONS).flatMap(
  ({ allowed, blocked }) => [allowed, blocked] as const,
);

function shortLists(
  controls: SpendingControls,
  facts: AuthorizationFacts,
): Partial<SpendingControls> {
  const lists = Object.values(RESTRICTIONS).flatMap(({ allowed, blocked, of }) =>
    [allowed, blocked].map((key) => [key, shortened(controls[key], of(facts))] as const),
  );
  return Object.fromEntries(lists);
}

function shortened<T extends string>(
  list: readonly T[] | null | undefined,
  value: string | null,
): readonly T[] | null {
  if (!list?.length) return null;
  if (list.length <= LISTED_MAX) return list;
  const asked = list.find((each) => each === value);
  return asked === undefined ? list.slice(0, LISTED_MAX) : [asked];
}
