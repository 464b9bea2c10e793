/**
 * A kept decision in full: every check with its inputs, judged again by the rules of its time, and what
 * it left of the balance and of the limits. What follows from the facts is not stored: it is worked out
 * here, when somebody asks.
 */
import type { Currency } from '../money.ts';
import type { DecisionReason, DeclineReason } from './decline-reason.ts';
import { type AuthorizationFacts, CONTROL_OWNERS, type ControlOwner } from './facts.ts';
import { checksOf } from './policy.ts';
import { countingLimits, countsOf, currencyOf } from './rules/controls.ts';
import type { Kept } from './trace.ts';

export interface ExplainedCheck {
  readonly check: string;
  readonly reason: DeclineReason;
  readonly inputs: object;
  readonly passed: boolean;
  /** One plain sentence. Null: it passed. */
  readonly why: string | null;
}

/** In the order in which they were asked. None where nothing was judged, or the rules of then are gone. */
export function explainedChecks({ rules, facts }: Kept): readonly ExplainedCheck[] {
  if (facts === undefined) return [];
  return checksOf(rules).map(({ name, reason, judge, why }) => {
    const { inputs, passed } = judge(facts);
    return { check: name, reason, inputs, passed, why: passed ? null : why(facts) };
  });
}

interface Change {
  readonly currency: Currency;
  readonly before: bigint;
  readonly after: bigint;
}

/** What could be spent from the Issuing balance. */
export function balanceChange(kept: Kept): Change | undefined {
  const { facts } = kept;
  if (facts === undefined) return undefined;
  const { minor: before, currency } = facts.available;
  return { currency, before, after: before - taken(kept, facts) };
}

export interface LimitChange extends Change {
  readonly owner: ControlOwner;
  readonly interval: string;
  /** Null: all of them. */
  readonly categories: readonly string[] | null;
  readonly amount: bigint;
}

/** What was used of each limit that counts the purchase. */
export function limitChanges(kept: Kept): readonly LimitChange[] {
  const { facts } = kept;
  if (facts === undefined) return [];
  return CONTROL_OWNERS.flatMap((owner) => {
    const counted = converted(taken(kept, facts), owner, facts);
    return countingLimits(owner, facts).map(({ interval, categories, amount, used }) => ({
      owner,
      interval,
      categories,
      amount,
      currency: currencyOf(owner, facts),
      before: used,
      after: used + (interval === 'per_authorization' ? 0n : counted),
    }));
  });
}

/** What it took: also while an endpoint thinks, because the amount is held for it. */
const taken = ({ approved, provisional, amount }: Kept, { asked }: AuthorizationFacts): bigint =>
  approved || provisional ? (amount ?? asked.minor) : 0n;

function converted(minor: bigint, owner: ControlOwner, facts: AuthorizationFacts): bigint {
  const { minor: asked } = facts.asked;
  return asked === 0n ? 0n : (minor * countsOf(owner, facts).asked) / asked;
}

/** The whole decision in a sentence or two, for the person who is asked about it. */
export function summaryOf(kept: Kept): string {
  if (kept.provisional) return 'No rule was against it, and your decision endpoint was asked.';
  const { reason, failed } = kept;
  if (isOfOthers(reason)) return BY_OTHERS[reason](kept);
  const first = explainedChecks(kept).find(({ passed }) => !passed);
  const said = first ? ` ${first.why}` : '';
  // Of rules that are gone the names of the checks are left, and no sentences.
  const others = first ? failed.slice(1) : failed;
  const more = others.length === 0 ? '' : ` It ${first ? 'also ' : ''}fails: ${others.join(', ')}.`;
  return `Declined (${reason}).${said}${more}`;
}

const isOfOthers = (reason: DecisionReason): reason is keyof typeof BY_OTHERS =>
  Object.hasOwn(BY_OTHERS, reason);

const outcome = ({ approved }: Kept): string => (approved ? 'approved' : 'declined');

type Sentence = (kept: Kept) => string;

/** Of decisions that no rule of ours has made. */
const BY_OTHERS: Readonly<Record<Exclude<DecisionReason, DeclineReason>, Sentence>> = {
  card_active: () => 'Approved: no rule was against it.',
  network_fallback: (kept) => `The network has decided in our place: ${outcome(kept)}.`,
  webhook_approved: () => 'Approved by your decision endpoint.',
  webhook_declined: () => 'Declined by your decision endpoint.',
  webhook_error: (kept) =>
    `Your decision endpoint gave no answer that can be used, so the account's setting decided: ${outcome(kept)}.`,
  webhook_timeout: (kept) =>
    `Your decision endpoint did not answer in time, so the account's setting decided: ${outcome(kept)}.`,
};
