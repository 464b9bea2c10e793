import type { AuthorizationFacts } from './facts.ts';

/**
 * One check of a purchase. It passes or fails by the inputs that it records and sees nothing else, so
 * what was judged once can be judged again, tomorrow or under draft rules.
 */
export interface Check {
  /** As a trace has it: it is stored, and never given to another check. */
  readonly name: string;
  readonly judge: (facts: AuthorizationFacts) => Judgement;
  /** One plain sentence for the person who asks why, of a purchase that fails it. */
  readonly why: (facts: AuthorizationFacts) => string;
}

export interface Judgement {
  readonly inputs: object;
  readonly passed: boolean;
}

interface Rule<I extends object> {
  readonly reads: (facts: AuthorizationFacts) => I;
  readonly passes: (inputs: I) => boolean;
  readonly why: (inputs: I) => string;
}

export const check = <I extends object>(name: string, rule: Rule<I>): Check => ({
  name,
  judge(facts) {
    const inputs = rule.reads(facts);
    return { inputs, passed: rule.passes(inputs) };
  },
  why: (facts) => rule.why(rule.reads(facts)),
});
