import type { AuthorizationView } from '../../db/authorizations/views.ts';
import type { PendingRequestJson, RequestHistoryEntryJson } from '../../db/json.ts';
import { toJson } from '../../db/json.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { approveRequest, declineRequest } from '../../domain/authorization/life/request.ts';
import { toTrace } from '../../domain/authorization/trace.ts';
import { AppError } from '../../domain/errors.ts';
import { challengeFor } from '../../domain/fraud/challenge.ts';
import { invariant } from '../../domain/invariant.ts';
import { mergeMetadata, type Metadata } from '../../domain/metadata.ts';
import { money } from '../../domain/money.ts';
import type { Outcome } from '../../domain/real-time/outcome.ts';
import type { BookedStep, Locked } from '../advance.ts';
import { judgeAgain } from './judge-again.ts';
import type { Resolution } from './resolution.ts';

/** What a resolution does to the authorization: its money, and the columns that tell of the decision. */
export function resolvedStep(
  work: UnitOfWork,
  { view, standing }: Locked,
  { outcome, endpoint, stages = {} }: Resolution,
): BookedStep {
  const { authorization } = view;
  const { pending_request: pending, metadata, request_history, trace } = authorization;
  invariant(pending, 'only what waits is resolved');
  const judged = outcome.approved ? judgeAgain(view) : undefined;
  const refused = judged?.decision.approved === false ? judged.decision : undefined;
  const verdict: Outcome = refused ? { ...refused, reasonMessage: null } : outcome;
  const { approved, reason, amount } = verdict;
  const entry = toTrace({
    kind: 'answer',
    ...(judged && { judged }),
    ...(!refused && {
      outcome: { approved, reason, ...(approved && { amount: amount ?? BigInt(pending.amount) }) },
    }),
    ...(endpoint && { endpoint }),
    stages,
  });
  const granted = amount === undefined ? undefined : money(amount, authorization.currency);
  return {
    ...(approved ? approveRequest(standing, granted) : declineRequest(standing)),
    change: {
      pending_request: null,
      decide_by: null,
      request_history: toJson([...request_history, historyEntry(work, pending, verdict)]),
      trace: toJson([...('checks' in trace ? [trace] : trace), entry]),
      metadata: toJson(merged(metadata, outcome.metadata)),
      ...(outcome.sendsFraudChallenge && challenged(work, view)),
    },
  };
}

/** The cardholder is asked whether it was he: his yes lets the merchant pass when it asks again. */
function challenged({ now }: UnitOfWork, { authorization, cardholder }: AuthorizationView) {
  const challenge = challengeFor(cardholder.phone_number, Math.floor(now.getTime() / 1_000));
  return { fraud_challenges: toJson([challenge, ...(authorization.fraud_challenges ?? [])]) };
}

function historyEntry(
  { now }: UnitOfWork,
  pending: PendingRequestJson,
  { approved, reason, reasonMessage }: Outcome,
): RequestHistoryEntryJson {
  return {
    // What was asked, as with Stripe; what was approved of it is in the amount of the authorization.
    amount: pending.amount,
    amount_details: pending.amount_details,
    approved,
    authorization_code: approved ? pending.authorization_code : null,
    created: Math.floor(now.getTime() / 1_000),
    currency: pending.currency,
    merchant_amount: pending.merchant_amount,
    merchant_currency: pending.merchant_currency,
    network_risk_score: pending.network_risk_score,
    reason,
    reason_message: reasonMessage,
    requested_at: pending.requested_at,
  };
}

/**
 * What an answer brings was counted with what stood there when it was asked. Somebody may have filled the
 * authorization up since: then his metadata stands, because no decision may fail for it.
 */
function merged(current: Metadata, change: Metadata | null | undefined): Metadata {
  try {
    return mergeMetadata(current, change);
  } catch (error) {
    if (error instanceof AppError) return current;
    throw error;
  }
}
