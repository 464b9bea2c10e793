/**
 * Facts as a trace keeps them: every purchase writes them, so only what is not usual is written. What
 * comes out again is judged exactly as what went in.
 */
import type { FraudContribution } from '../fraud/model.ts';
import type { ControlCategory } from '../merchant/categories.ts';
import { type Currency, money } from '../money.ts';
import {
  NO_SPENDING_CONTROLS,
  type SpendingControls,
  type SpendingInterval,
  type SpendingLimit,
} from '../spending-controls.ts';
import { concerning } from './concerning.ts';
import type { AuthorizationFacts, ControlFacts, ControlOwner, PlatformFault } from './facts.ts';
import { type ListKey, LISTS } from './rules/controls.ts';

/** Amounts are minor units as text. */
export interface FactsJson extends Sections {
  readonly at: number;
  readonly currency: Currency;
  readonly asked: string;
  /** Absent: `asked`. */
  readonly total?: string;
  readonly available: string;
  readonly fault?: PlatformFault;
  readonly score?: number;
  readonly contributions?: readonly FraudContribution[];
  readonly vouched?: true;
  readonly cash_used_today?: string;
  /** Of each owner that restricts this purchase. */
  readonly controls?: readonly ControlsJson[];
}

/** What is as in `USUAL` is left out. */
type Sections = { readonly [S in keyof typeof USUAL]?: Partial<AuthorizationFacts[S]> };

interface ControlsJson {
  readonly owner: ControlOwner;
  readonly lists?: Partial<Pick<SpendingControls, ListKey>>;
  readonly limits?: readonly LimitJson[];
  /** Of the limits. Absent: the card's. */
  readonly currency?: Currency;
  /** `asked` and `total` in that currency. */
  readonly counts?: readonly [string, string];
}
/** Interval, used, amount, and the categories that it counts, unless all. */
type LimitJson = readonly [SpendingInterval, string, string, (readonly ControlCategory[])?];

type Usual = Pick<
  AuthorizationFacts,
  'account' | 'card' | 'cardholder' | 'entry' | 'merchant' | 'verification'
>;

/** Never edited, because traces lean on it: another one comes with another version of the rules. */
const USUAL: Usual = {
  account: { cardIssuing: 'active', country: 'US', cashWithdrawals: true },
  card: { status: 'active', type: 'virtual', expiresAt: 0, pinBlocked: false },
  cardholder: { status: 'active', disabledReason: null },
  entry: { method: 'online', wallet: null },
  merchant: { category: '', country: 'US', networkId: '' },
  verification: {
    cvc: 'not_provided',
    expiry: 'not_provided',
    addressLine1: 'not_provided',
    postalCode: 'not_provided',
    pin: null,
    threeDSecure: null,
    exemption: null,
  },
};

export function packFacts(whole: AuthorizationFacts): FactsJson {
  const facts = concerning(whole);
  const { at, fault, asked, total, available, fraud, cashUsedToday, controls } = facts;
  const { score, contributions } = fraud.assessment;
  return {
    at,
    currency: asked.currency,
    asked: String(asked.minor),
    ...(total.minor !== asked.minor && { total: String(total.minor) }),
    available: String(available.minor),
    ...(fault && { fault }),
    ...differingSections(facts),
    ...(score > 0 && { score }),
    ...(contributions.length > 0 && { contributions }),
    ...(fraud.verifiedByChallenge && { vouched: true }),
    ...(cashUsedToday !== 0n && { cash_used_today: String(cashUsedToday) }),
    ...(controls.length > 0 && {
      controls: controls.map((owned) => packControls(owned, asked.currency)),
    }),
  };
}

export function unpackFacts(packed: FactsJson): AuthorizationFacts {
  const { at, currency } = packed;
  const amount = (text: string) => money(BigInt(text), currency);
  return {
    at,
    fault: packed.fault ?? null,
    asked: amount(packed.asked),
    total: amount(packed.total ?? packed.asked),
    account: { ...USUAL.account, ...packed.account },
    card: { ...USUAL.card, ...packed.card },
    cardholder: { ...USUAL.cardholder, ...packed.cardholder },
    entry: { ...USUAL.entry, ...packed.entry },
    verification: { ...USUAL.verification, ...packed.verification },
    merchant: { ...USUAL.merchant, ...packed.merchant },
    fraud: {
      assessment: { score: packed.score ?? 0, contributions: packed.contributions ?? [] },
      verifiedByChallenge: packed.vouched ?? false,
    },
    controls: (packed.controls ?? []).map((owned) => unpackControls(owned, currency)),
    cashUsedToday: BigInt(packed.cash_used_today ?? '0'),
    available: amount(packed.available),
  };
}

function differingSections(facts: Usual): Sections {
  return {
    ...section('account', facts),
    ...section('card', facts),
    ...section('cardholder', facts),
    ...section('entry', facts),
    ...section('merchant', facts),
    ...section('verification', facts),
  };
}

function section(name: keyof Usual, facts: Usual): Sections {
  const different = differing(USUAL[name], facts[name]);
  return isEmpty(different) ? {} : { [name]: different };
}

function differing<T extends object>(usual: T, given: T): Partial<T> {
  const different: Partial<T> = {};
  for (const key in usual) if (given[key] !== usual[key]) different[key] = given[key];
  return different;
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

function packControls(
  { owner, controls, used, counts }: ControlFacts,
  usual: Currency,
): ControlsJson {
  const { spending_limits: limits, spending_limits_currency: currency } = controls;
  const isListed = LISTS.some((key) => controls[key] !== null);
  return {
    owner,
    ...(isListed && { lists: differing(NO_LISTS, controls) }),
    ...(limits.length > 0 && {
      limits: limits.map((limit, index) => packLimit(limit, used[index] ?? 0n)),
    }),
    ...(currency && currency !== usual && { currency }),
    ...(counts && { counts: [String(counts.asked), String(counts.total)] }),
  };
}

const packLimit = ({ interval, amount, categories }: SpendingLimit, used: bigint): LimitJson =>
  categories === null
    ? [interval, String(used), String(amount)]
    : [interval, String(used), String(amount), categories];

const {
  spending_limits: _limits,
  spending_limits_currency: _currency,
  ...NO_LISTS
} = NO_SPENDING_CONTROLS;

function unpackControls(
  { owner, lists, limits, currency, counts }: ControlsJson,
  usual: Currency,
): ControlFacts {
  return {
    owner,
    controls: {
      ...NO_LISTS,
      ...lists,
      spending_limits: (limits ?? []).map(([interval, , amount, categories]) => ({
        interval,
        amount: BigInt(amount),
        categories: categories ?? null,
      })),
      spending_limits_currency: limits ? (currency ?? usual) : null,
    },
    used: (limits ?? []).map(([, used]) => BigInt(used)),
    ...(counts && { counts: { asked: BigInt(counts[0]), total: BigInt(counts[1]) } }),
  };
}
