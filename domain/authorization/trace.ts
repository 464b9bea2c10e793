/**
 * What is kept of each decision on an authorization, so that a person can ask why, years later: a list,
 * the first decision first. It holds the facts and what they failed, so that every check can be shown
 * with its inputs and be judged again. It holds no secret, because the facts hold none.
 */
import type { Decision } from './decide.ts';
import type { DecisionReason } from './decline-reason.ts';
import type { AuthorizationFacts } from './facts.ts';
import { type FactsJson, packFacts, unpackFacts } from './pack-facts.ts';
import { RULES_VERSION } from './policy.ts';

/** `answer`: what became of a request that a decision endpoint was asked. */
export const DECISION_KINDS = ['purchase', 'increment', 'answer'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/**
 * Milliseconds. How long the commit took is not among them: what is written cannot know it (the
 * histogram of commits does).
 */
export interface Stages {
  /** Waited to be taken into a batch. */
  readonly queue?: number;
  /** Locked and read what the decision needs. */
  readonly lock?: number;
  readonly decide?: number;
  /** Waited for the decision endpoint. */
  readonly endpoint?: number;
  /** Left of the deadline when it was decided. Below zero: it was too late. */
  readonly left?: number;
}

/** How the endpoint was met. */
export interface EndpointTrace {
  /** Null: no answer. */
  readonly status: number | null;
  readonly circuit: 'closed' | 'half_open' | 'open';
}

export interface DecisionTraceJson {
  readonly rules: number;
  /** Absent: `purchase`. */
  readonly kind?: DecisionKind;
  readonly approved: boolean;
  readonly reason: DecisionReason;
  /** Our rules passed it, and an endpoint was asked: another decision follows. */
  readonly provisional?: true;
  /** What was approved, minor units as text. Absent: what was asked. */
  readonly amount?: string;
  /** Checks by name. Absent: none. */
  readonly failed?: readonly string[];
  /** Absent: nothing was judged, as where an endpoint declines. */
  readonly facts?: FactsJson;
  readonly endpoint?: EndpointTrace;
  readonly ms: Stages;
}

/** Of a decision that was made before traces were lists: every check as it was recorded then. */
export interface FormerTraceJson {
  readonly checks: readonly {
    readonly check: string;
    readonly inputs: object;
    readonly passed: boolean;
  }[];
  readonly stages: { readonly gather: number; readonly decide: number };
}

export type AuthorizationTraceJson =
  FormerTraceJson | readonly (DecisionTraceJson | FormerTraceJson)[];

export interface Outcome {
  readonly approved: boolean;
  readonly reason: DecisionReason;
  /** Minor units. Absent: what was asked. */
  readonly amount?: bigint;
}

export interface MadeDecision {
  readonly kind: DecisionKind;
  /** What was judged, and how. Absent where an endpoint was heard and nothing was judged again. */
  readonly judged?: { readonly facts: AuthorizationFacts; readonly decision: Decision };
  /** Where it is not what the rules said: an endpoint or the network has decided. */
  readonly outcome?: Outcome;
  readonly provisional?: boolean;
  readonly endpoint?: EndpointTrace;
  readonly stages: Stages;
}

/** One entry of the list. */
export function toTrace(made: MadeDecision): DecisionTraceJson {
  const { kind, judged, endpoint, stages } = made;
  const outcome: Outcome | undefined = made.outcome ?? judged?.decision;
  const failed = judged?.decision.trace.filter(({ passed }) => !passed) ?? [];
  return {
    rules: RULES_VERSION,
    ...(kind !== 'purchase' && { kind }),
    approved: outcome?.approved ?? false,
    reason: outcome?.reason ?? 'stripe_internal_error',
    ...(made.provisional && { provisional: true }),
    ...(outcome?.amount !== undefined && { amount: String(outcome.amount) }),
    ...(failed.length > 0 && { failed: failed.map(({ check }) => check) }),
    ...(judged && { facts: packFacts(judged.facts) }),
    ...(endpoint && { endpoint }),
    ms: tenths(stages),
  };
}

/** A decision as it was kept. Those from before traces were lists have no facts. */
export type KeptDecision =
  | { readonly former: FormerTraceJson; readonly kept?: never }
  | { readonly kept: Kept; readonly former?: never };

export interface Kept extends Omit<DecisionTraceJson, 'amount' | 'facts' | 'failed' | 'kind'> {
  readonly kind: DecisionKind;
  readonly failed: readonly string[];
  readonly amount?: bigint;
  readonly facts?: AuthorizationFacts;
}

export function fromTrace(stored: AuthorizationTraceJson): readonly KeptDecision[] {
  const entries = 'checks' in stored ? [stored] : stored;
  return entries.map((entry) => ('checks' in entry ? { former: entry } : { kept: keptOf(entry) }));
}

function keptOf({ kind, failed, amount, facts, ...entry }: DecisionTraceJson): Kept {
  return {
    ...entry,
    kind: kind ?? 'purchase',
    failed: failed ?? [],
    ...(amount !== undefined && { amount: BigInt(amount) }),
    ...(facts && { facts: unpackFacts(facts) }),
  };
}

const tenths = (stages: Stages): Stages =>
  Object.fromEntries(
    Object.entries(stages).map(([stage, ms]: [string, number]) => [
      stage,
      Math.round(ms * 10) / 10,
    ]),
  );
