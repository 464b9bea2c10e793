import { sql } from 'kysely';
import type { AuthorizationView } from '../db/authorizations/views.ts';
import { type PendingRequestJson, type RequestHistoryEntryJson, toJson } from '../db/json.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { askedMore, increment } from '../domain/authorization/life/adjust.ts';
import { ask } from '../domain/authorization/life/request.ts';
import { type MoneyPair, unchanged } from '../domain/authorization/life/standing.ts';
import { networkRiskScore } from '../domain/authorization/risk-score.ts';
import { toTrace } from '../domain/authorization/trace.ts';
import { money } from '../domain/money.ts';
import { bookStep, type Locked, lockStanding, takeStep } from './advance.ts';
import { judgeIncrement, type JudgedIncrement } from './judge-increment.ts';

export interface Increment {
  readonly authorization: string;
  readonly amount: bigint;
  readonly isAmountControllable: boolean;
  /** Given back to the merchant on approval. */
  readonly authorizationCode: string;
}

/** The authorization after an increment: decided, or waiting for its endpoint, which is told of nothing yet. */
export interface Incremented {
  readonly view: AuthorizationView;
  readonly asksEndpoint: boolean;
}

/**
 * The merchant asks for more. It is decided like a purchase; when it is declined, what was approved before
 * stays approved, and the history tells of both (contract §2.3, §3.6).
 *
 * @throws `status_transition_invalid` unless it is pending; `lock_timeout` while its endpoint thinks.
 */
export async function incrementAuthorization(
  work: UnitOfWork,
  asked: Increment,
): Promise<Incremented> {
  const locked = await lockStanding(work, asked.authorization);
  const { standing } = locked;
  const more = askedMore(standing, money(asked.amount, standing.amount.currency));
  const startedMs = performance.now();
  const judged = await judgeIncrement(work, locked, more.amount);
  const traced = tracedWith(locked, judged, performance.now() - startedMs);
  if (judged.asksEndpoint) {
    const change = { ...traced, ...pending(work, locked, { asked, more }) };
    const view = await bookStep(work, locked, { ...ask(standing, more), change });
    return { view, asksEndpoint: true };
  }
  const step = judged.decision.approved ? increment(standing, more) : unchanged(standing);
  const change = { ...traced, ...decided(locked, judged, { asked, more }) };
  return { view: await takeStep(work, locked, { ...step, change }), asksEndpoint: false };
}

/** What was asked for, in both currencies. */
interface AskedMore {
  readonly asked: Increment;
  readonly more: MoneyPair;
}

function tracedWith(
  { view: { authorization } }: Locked,
  { facts, decision, asksEndpoint }: JudgedIncrement,
  decideMs: number,
) {
  const { trace } = authorization;
  const entry = toTrace({
    kind: 'increment',
    judged: { facts, decision },
    ...(asksEndpoint && { provisional: true }),
    stages: { decide: decideMs },
  });
  return { trace: toJson([...('checks' in trace ? [trace] : trace), entry]) };
}

function decided(
  { view: { authorization } }: Locked,
  { facts, decision: { approved, reason } }: JudgedIncrement,
  { asked, more }: AskedMore,
) {
  const entry: RequestHistoryEntryJson = {
    amount: String(more.amount.minor),
    amount_details: null,
    approved,
    authorization_code: approved ? asked.authorizationCode : null,
    created: facts.at,
    currency: more.amount.currency,
    merchant_amount: String(more.merchantAmount),
    merchant_currency: authorization.merchant_currency,
    network_risk_score: networkRiskScore(authorization.risk?.fraud_risk?.score),
    reason,
    reason_message: null,
    requested_at: facts.at,
  };
  return { request_history: toJson([...authorization.request_history, entry]) };
}

/** What the endpoint is asked, and by when it has to be resolved: by Postgres' clock, whatever the account's says. */
function pending(
  { now, cause }: UnitOfWork,
  { view: { authorization } }: Locked,
  { asked, more }: AskedMore,
) {
  const request: PendingRequestJson = {
    amount: String(more.amount.minor),
    amount_details: null,
    currency: more.amount.currency,
    is_amount_controllable: asked.isAmountControllable,
    merchant_amount: String(more.merchantAmount),
    merchant_currency: authorization.merchant_currency,
    network_risk_score: networkRiskScore(authorization.risk?.fraud_risk?.score),
    authorization_code: asked.authorizationCode,
    requested_at: Math.floor(now.getTime() / 1_000),
    request_id: cause.requestId,
    idempotency_key: cause.idempotencyKey,
  };
  return {
    pending_request: toJson(request),
    decide_by: sql<Date>`clock_timestamp() + interval '2 seconds'`,
  };
}
