import type { DecisionReason } from '../authorization/decline-reason.ts';
import type { AuthorizationFacts } from '../authorization/facts.ts';
import { type FraudChallenge, challengeFor } from './challenge.ts';
import type { FraudWarning } from './warning.ts';

/** What follows from a purchase that was declined because it looks like fraud. */
export interface Suspicion {
  /** Of the authorization. */
  readonly challenges: readonly FraudChallenge[];
  /** Of the card. Null: nothing new to warn of. */
  readonly warning: FraudWarning | null;
}

/** Undefined: it was approved, or declined for something else. */
export function suspicionOf(
  { at, fraud }: Pick<AuthorizationFacts, 'at' | 'fraud'>,
  { reason }: { readonly reason: DecisionReason },
  phone: string | null,
): Suspicion | undefined {
  if (reason !== 'suspected_fraud') return undefined;
  const isCardTesting = fraud.assessment.contributions.some(
    ({ signal }) => signal === 'card_testing',
  );
  return {
    challenges: [challengeFor(phone, at)],
    warning: isCardTesting ? { started_at: at, type: 'card_testing_exposure' } : null,
  };
}
