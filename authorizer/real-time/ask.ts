import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { findDecidingEndpoint } from '../../db/webhook-endpoints/find-deciding.ts';
import type { EndpointTrace } from '../../domain/authorization/trace.ts';
import { type EndpointAnswer, notReached, TIMEOUT } from '../../domain/real-time/answer.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Keyring } from '../../infra/crypto/keyring.ts';
import type { DecisionEndpoint } from '../../providers/decision-endpoint/port.ts';
import type { Circuits } from './circuits.ts';
import type { PendingDecision } from './pending.ts';
import { questionOf } from './question.ts';

export interface AskDeps {
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly endpoint: DecisionEndpoint;
  readonly circuits: Circuits;
}

export interface Asked {
  readonly answer: EndpointAnswer;
  readonly trace: EndpointTrace;
}

/** Asks the account's endpoint what becomes of a request, unless it has failed too often of late. */
export async function ask(
  { view, scope }: PendingDecision,
  leftMs: () => number,
  deps: AskDeps,
): Promise<Asked> {
  const { db, keyring, clock, circuits } = deps;
  const endpoint = await findDecidingEndpoint(db, scope);
  // It was there when the purchase was decided: somebody has just taken it away.
  if (!endpoint) return unasked(notReached('There is no longer an endpoint that decides.'));
  // Another address is another endpoint, which has not failed yet.
  const name = `${endpoint.id} ${endpoint.url}`;
  const { circuit, instead } = circuits.admit(name);
  if (instead) return { answer: instead, trace: { status: null, circuit } };
  const question = questionOf(view, { endpoint, keyring, clock });
  const timeoutMs = Math.floor(leftMs());
  const { answer, status } =
    timeoutMs > 0
      ? await deps.endpoint.ask({ ...question, timeoutMs })
      : { answer: TIMEOUT, status: null };
  // Time that we have spent ourselves says nothing about the endpoint.
  if (timeoutMs > 0) circuits.heard(name, answer);
  return { answer, trace: { status, circuit } };
}

const unasked = (answer: EndpointAnswer): Asked => ({
  answer,
  trace: { status: null, circuit: 'closed' },
});
