/**
 * The decision on a purchase by our own rules, and why.
 *
 * Every check runs, also after one has failed: an operator wants to see all that is wrong, although
 * the caller is told only the first.
 */
import type { DeclineReason } from './decline-reason.ts';
import type { AuthorizationFacts } from './facts.ts';
import { CHECKS } from './policy.ts';

export interface TraceEntry {
  readonly check: string;
  /** What a purchase that fails it is declined for. */
  readonly reason: DeclineReason;
  readonly inputs: object;
  readonly passed: boolean;
}
export type Verdict =
  | { readonly approved: true; readonly reason: 'card_active' }
  | { readonly approved: false; readonly reason: DeclineReason };
export type Decision = Verdict & { readonly trace: readonly TraceEntry[] };

export function decide(facts: AuthorizationFacts): Decision {
  const trace = CHECKS.map(({ name, reason, judge }) => {
    const { inputs, passed } = judge(facts);
    return { check: name, reason, inputs, passed };
  });
  return { ...verdict(trace), trace };
}

/** The outcome is a function of the trace alone. */
export function verdict(trace: readonly TraceEntry[]): Verdict {
  const refused = trace.find(({ passed }) => !passed);
  return refused === undefined
    ? { approved: true, reason: 'card_active' }
    : { approved: false, reason: refused.reason };
}
