/**
 * What the account has set on the card, on its cardholder and on all its cards (contract §3.2, rules
 * 14 and 15; §3.3). Every owner has the same checks, and the tightest wins because all must pass.
 */
import type { Currency } from '../../money.ts';
import type { CardPresence, SpendingControls, SpendingLimit } from '../../spending-controls.ts';
import { isCardPresent } from '../authorization.ts';
import { type Check, check } from '../check.ts';
import type { AuthorizationFacts, ControlFacts, ControlOwner } from '../facts.ts';
import { amountText } from './amount-text.ts';

/** In the order in which they are asked (contract §3.3). */
export const controlsOf = (owner: ControlOwner): readonly Check[] => [
  restriction(owner, 'card_presence'),
  restriction(owner, 'merchant_country'),
  restriction(owner, 'category'),
  restriction(owner, 'merchant_network_id'),
  authorizationLimits(owner),
  intervalLimits(owner),
];

export type ListKey = Exclude<
  keyof SpendingControls,
  'spending_limits' | 'spending_limits_currency'
>;

interface Restriction {
  readonly allowed: ListKey;
  readonly blocked: ListKey;
  /** Null: the network has not said. */
  readonly of: (facts: AuthorizationFacts) => string | null;
  readonly inWords: string;
}

export const presenceOf = ({ entry }: AuthorizationFacts): CardPresence =>
  isCardPresent(entry.method) ? 'present' : 'not_present';

const RESTRICTIONS = {
  card_presence: {
    allowed: 'allowed_card_presences',
    blocked: 'blocked_card_presences',
    of: presenceOf,
    inWords: 'where the card is',
  },
  merchant_country: {
    allowed: 'allowed_merchant_countries',
    blocked: 'blocked_merchant_countries',
    of: ({ merchant }) => merchant.country,
    inWords: 'in the country',
  },
  category: {
    allowed: 'allowed_categories',
    blocked: 'blocked_categories',
    of: ({ merchant }) => merchant.category,
    inWords: 'in the category',
  },
  merchant_network_id: {
    allowed: 'allowed_merchant_network_ids',
    blocked: 'blocked_merchant_network_ids',
    of: ({ merchant }) => merchant.networkId,
    inWords: 'at the merchant',
  },
} as const satisfies Record<string, Restriction>;

export const LISTS: readonly ListKey[] = Object.values(RESTRICTIONS).flatMap(
  ({ allowed, blocked }) => [allowed, blocked],
);

/** An empty list restricts nothing. What is not known stands on no list: neither blocked nor allowed. */
const restriction = (owner: ControlOwner, name: keyof typeof RESTRICTIONS): Check =>
  check(`${owner}_${name}`, {
    reads: (facts) => {
      const { allowed, blocked, of } = RESTRICTIONS[name];
      const controls = ownedBy(owner, facts)?.controls;
      const lists: readonly (readonly (string | null)[] | null)[] = [
        controls?.[allowed] ?? null,
        controls?.[blocked] ?? null,
      ];
      return { value: of(facts), allowed: lists[0], blocked: lists[1] };
    },
    passes: ({ value, allowed, blocked }) =>
      (!allowed?.length || allowed.includes(value)) && !blocked?.includes(value),
    why: ({ value }) =>
      `${OWNERS[owner]} may not be used ${RESTRICTIONS[name].inWords} ${value ?? 'that is not known'}.`,
  });

const authorizationLimits = (owner: ControlOwner): Check =>
  check(`${owner}_authorization_limit`, {
    reads: (facts) => {
      const limits = countingLimits(owner, facts).filter(isOfEachAuthorization);
      const { total } = countsOf(owner, facts);
      return { total, limits, currency: currencyOf(owner, facts) };
    },
    // Increments count together: else a limit could be passed in steps (contract §3.3).
    passes: ({ total, limits }) => limits.every(({ amount }) => total <= amount),
    why: ({ total, limits, currency }) => {
      const max = limits.find(({ amount }) => total > amount)?.amount ?? 0n;
      return `${amountText(total, currency)} is more than ${LIMITED[owner]} may spend in one purchase: ${amountText(max, currency)}.`;
    },
  });

const intervalLimits = (owner: ControlOwner): Check =>
  check(`${owner}_interval_limits`, {
    reads: (facts) => {
      const limits = countingLimits(owner, facts).filter((limit) => !isOfEachAuthorization(limit));
      const { asked } = countsOf(owner, facts);
      return { asked, limits, currency: currencyOf(owner, facts) };
    },
    passes: ({ asked, limits }) => limits.every((limit) => leavesRoomFor(asked, limit)),
    why: ({ asked, limits, currency }) => {
      const [limit] = limits.filter((each) => !leavesRoomFor(asked, each));
      const [used, amount] = [limit?.used ?? 0n, limit?.amount ?? 0n];
      return `${amountText(asked, currency)} is more than is left of the ${limit?.interval} limit of ${LIMITED[owner]}: ${amountText(used, currency)} of ${amountText(amount, currency)} is used.`;
    },
  });

const isOfEachAuthorization = ({ interval }: SpendingLimit): boolean =>
  interval === 'per_authorization';

/** A verification of nothing needs no room, not even in a limit that has been passed. */
const leavesRoomFor = (asked: bigint, { used, amount }: CountingLimit): boolean =>
  asked === 0n || used + asked <= amount;

interface CountingLimit extends SpendingLimit {
  readonly used: bigint;
}

/** A limit of categories counts purchases in them, and never stops another. */
export function countingLimits(
  owner: ControlOwner,
  facts: AuthorizationFacts,
): readonly CountingLimit[] {
  const owned = ownedBy(owner, facts);
  if (owned === undefined) return [];
  const { category } = facts.merchant;
  return owned.controls.spending_limits.flatMap((limit, index) =>
    !limit.categories?.length || limit.categories.some((counted) => counted === category)
      ? [counting(limit, owned.used[index] ?? 0n)]
      : [],
  );
}

// Named one by one: every purchase makes some, and a spread takes ten times as long.
const counting = (
  { amount, categories, interval }: SpendingLimit,
  used: bigint,
): CountingLimit => ({ amount, categories, interval, used });

const ownedBy = (owner: ControlOwner, { controls }: AuthorizationFacts): ControlFacts | undefined =>
  controls.find((each) => each.owner === owner);

export const countsOf = (owner: ControlOwner, facts: AuthorizationFacts) =>
  ownedBy(owner, facts)?.counts ?? { asked: facts.asked.minor, total: facts.total.minor };

export const currencyOf = (owner: ControlOwner, facts: AuthorizationFacts): Currency =>
  ownedBy(owner, facts)?.controls.spending_limits_currency ?? facts.asked.currency;

const OWNERS: Readonly<Record<ControlOwner, string>> = {
  card: 'This card',
  cardholder: 'The cards of this cardholder',
  program: 'The cards of this account',
};
const LIMITED: Readonly<Record<ControlOwner, string>> = {
  card: 'this card',
  cardholder: 'the cardholder',
  program: 'the account',
};
