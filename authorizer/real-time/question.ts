import type { Event } from '../../api/wire/event.ts';
import { authorizationToWire } from '../../api/wire/issuing-authorization.ts';
import type { AuthorizationView } from '../../db/authorizations/views.ts';
import type { PendingRequestJson } from '../../db/json.ts';
import type { DecidingEndpoint } from '../../db/webhook-endpoints/find-deciding.ts';
import { secretPlace, signingSecrets } from '../../db/webhook-endpoints/secrets.ts';
import { API_VERSION } from '../../domain/event/event-type.ts';
import { makeId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { AskedDecision } from '../../domain/real-time/answer.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Keyring } from '../../infra/crypto/keyring.ts';
import { unseal } from '../../infra/crypto/seal.ts';
import { uniqueText } from '../../infra/ids.ts';
import type { DecisionQuestion } from '../../providers/decision-endpoint/port.ts';

interface Means {
  readonly endpoint: DecidingEndpoint;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/** What the endpoint is sent, but for the time it has. */
export function questionOf(
  view: AuthorizationView,
  { endpoint, keyring, clock }: Means,
): Omit<DecisionQuestion, 'timeoutMs'> {
  const { pending_request: pending, metadata } = view.authorization;
  invariant(pending, 'only what waits is asked');
  const nowMs = clock.nowMs();
  const place = secretPlace(endpoint.id);
  return {
    url: endpoint.url,
    livemode: endpoint.livemode,
    secrets: signingSecrets(endpoint, new Date(nowMs)).map((sealed) =>
      unseal(keyring, place, sealed),
    ),
    body: JSON.stringify(requestEvent(view, pending, endpoint.clock_now?.getTime() ?? nowMs)),
    asked: askedDecision(pending, metadata),
  };
}

/** It is sent once and stored nowhere: an answer is wanted, and not that somebody learns of it. */
function requestEvent(
  view: AuthorizationView,
  { request_id, idempotency_key }: PendingRequestJson,
  nowMs: number,
): Event {
  return {
    id: makeId('event', uniqueText(nowMs)),
    object: 'event',
    api_version: API_VERSION,
    created: Math.floor(nowMs / 1_000),
    data: { object: authorizationToWire(view) },
    livemode: view.authorization.livemode,
    pending_webhooks: 1,
    request: { id: request_id, idempotency_key },
    type: 'issuing_authorization.request',
  };
}

export const askedDecision = (
  { amount, amount_details, is_amount_controllable }: PendingRequestJson,
  metadata: AskedDecision['metadata'],
): AskedDecision => ({
  amount: BigInt(amount),
  isAmountControllable: is_amount_controllable,
  cashback: BigInt(amount_details?.cashback_amount ?? '0'),
  metadata,
});
