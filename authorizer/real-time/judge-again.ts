import type { AuthorizationView } from '../../db/authorizations/views.ts';
import { type Decision, decide } from '../../domain/authorization/decide.ts';
import type { AuthorizationFacts } from '../../domain/authorization/facts.ts';
import { fromTrace } from '../../domain/authorization/trace.ts';
import { PIN_FAILURES_MAX } from '../../domain/authorization/verification.ts';
import { requirementsOf } from '../../domain/cardholder/requirements.ts';

interface Judged {
  readonly facts: AuthorizationFacts;
  readonly decision: Decision;
}

/**
 * Judges a request again by the same rules, when its card or cardholder has changed while the endpoint
 * thought: whoever was told that a card is canceled sees no purchase approved with it. Nothing else
 * needs a second look. The money is held and the limits have counted it since the first one, under
 * the one lock of the account, so that nobody can have taken either in between. `undefined`: nothing
 * has changed.
 */
export function judgeAgain({ authorization, card, cardholder }: AuthorizationView) {
  const before = fromTrace(authorization.trace).at(-1)?.kept?.facts;
  if (!before) return undefined;
  const status = card.status;
  const pinBlocked = card.pin_failures >= PIN_FAILURES_MAX;
  const { disabledReason } = requirementsOf(cardholder);
  const isSame =
    before.card.status === status &&
    before.card.pinBlocked === pinBlocked &&
    before.cardholder.status === cardholder.status &&
    before.cardholder.disabledReason === disabledReason;
  if (isSame) return undefined;
  const facts: AuthorizationFacts = {
    ...before,
    card: { ...before.card, status, pinBlocked },
    cardholder: { status: cardholder.status, disabledReason },
  };
  return { facts, decision: decide(facts) } satisfies Judged;
}
