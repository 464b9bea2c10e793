/**
 * Facts as a trace keeps them: every purchase writes them, so only what is not usual is written. What
 * comes out again is judged exactly as what went in.
 */
import { type Currency, money } from '../money.ts';
import {
  NO_SPENDING_CONTROLS,
  type SpendingControls,
  type SpendingInterval,
} from '../spending-controls.ts';
import { concerning, LISTS } from './concerning.ts';
import type { AuthorizationFacts, ControlFacts, ControlOwner } from './facts.ts';

/** Amounts are minor units as text. */
export interface FactsJson {
  readonly at: number;
  readonly currency: Currency;
  readonly asked: string;
  /** Absent: `asked`. */
  readonly total?: string;
  readonly available: string;
  readonly cash_used_today?: string;
  /** Of each owner that restricts this purchase. */
  readonly controls?: readonly ControlsJson[];
  /** All else, where it differs from `USUAL`. */
  readonly other: Differences;
}
type Differences = Readonly<Record<string, unknown>>;

interface ControlsJson {
  readonly owner: ControlOwner;
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly limits?: readonly LimitJson[];
  readonly currency?: Currency;
  /** `asked` and `total` in that currency. */
  readonly counts?: readonly [string, string];
}
/** Interval, used, amount, and the categories that it counts, unless all. */
type LimitJson =
  | readonly [SpendingInterval, string, string]
  | readonly [SpendingInterval, string, string, readonly string[]];

/** Never edited: traces that were written lean on it. Another one comes with another version of the rules. */
const USUAL = {
  fault: null,
  account: { cardIssuing: 'active', country: 'US', cashWithdrawals: true },
  card: { status: 'active', type: 'virtual', expiresAt: 0, pinBlocked: false },
  cardholder: { status: 'active', disabledReason: null },
  entry: { method: 'online', wallet: null },
  verification: {
    cvc: 'not_provided',
    expiry: 'not_provided',
    addressLine1: 'not_provided',
    postalCode: 'not_provided',
    pin: null,
    threeDSecure: null,
    exemption: null,
  },
  merchant: { category: '', country: 'US', networkId: '' },
  fraud: { assessment: { score: 0, contributions: [] }, verifiedByChallenge: false },
} as const satisfies Partial<AuthorizationFacts>;

export function packFacts(whole: AuthorizationFacts): FactsJson {
  const facts = concerning(whole);
  const { at, asked, total, available, cashUsedToday, controls } = facts;
  return {
    at,
    currency: asked.currency,
    asked: String(asked.minor),
    ...(total.minor !== asked.minor && { total: String(total.minor) }),
    available: String(available.minor),
    ...(cashUsedToday !== 0n && { cash_used_today: String(cashUsedToday) }),
    ...(controls.length > 0 && { controls: controls.map(packControls) }),
    other: differences(USUAL, { ...facts }),
  };
}

export function unpackFacts(packed: FactsJson): AuthorizationFacts {
  const { currency, controls, other } = packed;
  const amount = (text: string) => money(BigInt(text), currency);
  return {
    // What was packed is what a decision was made from.
    ...(restored(USUAL, other) as Pick<AuthorizationFacts, keyof typeof USUAL>),
    at: packed.at,
    asked: amount(packed.asked),
    total: amount(packed.total ?? packed.asked),
    available: amount(packed.available),
    cashUsedToday: BigInt(packed.cash_used_today ?? '0'),
    controls: (controls ?? []).map(unpackControls),
  };
}

function packControls({ owner, controls, used, counts }: ControlFacts): ControlsJson {
  const lists = LISTS.flatMap((key) => (controls[key] ? [[key, controls[key]] as const] : []));
  const { spending_limits: limits, spending_limits_currency: currency } = controls;
  return {
    owner,
    ...(lists.length > 0 && { lists: Object.fromEntries(lists) }),
    ...(limits.length > 0 && {
      limits: limits.map(({ interval, amount, categories }, index): LimitJson => {
        const counted = [interval, String(used[index] ?? 0n), String(amount)] as const;
        return categories === null ? counted : [...counted, categories];
      }),
    }),
    ...(currency && { currency }),
    ...(counts && { counts: [String(counts.asked), String(counts.total)] }),
  };
}

function unpackControls({ owner, lists, limits, currency, counts }: ControlsJson): ControlFacts {
  const controls = {
    ...NO_SPENDING_CONTROLS,
    ...lists,
    spending_limits: (limits ?? []).map(([interval, , amount, categories]) => ({
      interval,
      amount: BigInt(amount),
      categories: categories ?? null,
    })),
    spending_limits_currency: currency ?? null,
  };
  return {
    owner,
    // Lists and categories were those of controls when they were packed.
    controls: controls as SpendingControls,
    used: (limits ?? []).map(([, used]) => BigInt(used)),
    ...(counts && { counts: { asked: BigInt(counts[0]), total: BigInt(counts[1]) } }),
  };
}

/** Where `given` differs from `usual`, by the keys of `usual`. */
function differences(usual: object, given: Differences): Differences {
  const different = Object.entries(usual).flatMap(([key, is]: [string, unknown]) => {
    const value = given[key];
    if (!isRecord(is) || !isRecord(value)) return isSame(is, value) ? [] : [[key, value] as const];
    const inner = differences(is, value);
    return Object.keys(inner).length > 0 ? [[key, inner] as const] : [];
  });
  return Object.fromEntries(different);
}

function restored(usual: object, different: Differences): Differences {
  const whole = Object.entries(usual).map(([key, is]: [string, unknown]) => {
    const value = different[key];
    if (value === undefined) return [key, is] as const;
    return [key, isRecord(is) && isRecord(value) ? restored(is, value) : value] as const;
  });
  return Object.fromEntries(whole);
}

const isRecord = (value: unknown): value is Differences =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (usual: unknown, value: unknown): boolean =>
  usual === value ||
  (Array.isArray(usual) && Array.isArray(value) && usual.length === 0 && value.length === 0);
