import { eventToWire } from '../../api/wire/event.ts';
import type { WebhookEndpointRow } from '../../db/tables/webhook-endpoint.ts';
import { type EventData, eventPlace } from '../../db/events/record.ts';
import { secretPlace, signingSecrets } from '../../db/webhook-endpoints/secrets.ts';
import { ATTEMPT_SECONDS_MAX, isSuccess } from '../../domain/webhook/delivery.ts';
import { type Clock, nowDate } from '../../infra/clock.ts';
import type { Keyring } from '../../infra/crypto/keyring.ts';
import { unseal } from '../../infra/crypto/seal.ts';
import { signatureHeader } from '../../infra/signature.ts';
import type { HttpClient } from '../../providers/http/client.ts';
import { HttpFailure } from '../../providers/http/failure.ts';
import type { Waiting } from './queue.ts';

export interface AttemptDeps {
  readonly http: Pick<HttpClient, 'post'>;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

export interface AttemptOutcome {
  readonly httpStatus: number | null;
  /** Null: the endpoint has taken the event. */
  readonly error: string | null;
  readonly durationMs: number;
}

/** Nobody reads what an endpoint says beyond its status. */
const RESPONSE_BYTES_MAX = 65_536;

/**
 * Sends one event to an endpoint, once. The signature is made anew, because a receiver refuses an old
 * one; its time is that of the world, also for an account on a test clock, because the receiver's is.
 */
export async function attemptDelivery(
  { http, keyring, clock }: AttemptDeps,
  endpoint: WebhookEndpointRow,
  { delivery: { event }, pendingWebhooks }: Waiting,
): Promise<AttemptOutcome> {
  const beganMs = clock.nowMs();
  const ended = (httpStatus: number | null, error: string | null): AttemptOutcome => ({
    httpStatus,
    error,
    durationMs: Math.max(0, Math.round(clock.nowMs() - beganMs)),
  });
  const data: EventData = JSON.parse(unseal(keyring, eventPlace(event.id), event.data_sealed));
  const body = JSON.stringify(eventToWire(event, data, pendingWebhooks));
  const place = secretPlace(endpoint.id);
  const sealed = signingSecrets(endpoint, nowDate(clock));
  const secrets = sealed.map((secret) => unseal(keyring, place, secret));
  const at = Math.floor(beganMs / 1_000);
  try {
    const { status } = await http.post({
      url: endpoint.url,
      livemode: endpoint.livemode,
      headers: {
        Accept: '*/*',
        'Content-Type': 'application/json; charset=utf-8',
        'Stripe-Signature': signatureHeader({ body, at, secrets }),
      },
      body,
      timeoutMs: ATTEMPT_SECONDS_MAX * 1_000,
      responseBytesMax: RESPONSE_BYTES_MAX,
    });
    return ended(status, isSuccess(status) ? null : refusalOf(status));
  } catch (error) {
    if (error instanceof HttpFailure) return ended(null, error.message);
    throw error;
  }
}

const refusalOf = (status: number): string =>
  status >= 300 && status < 400
    ? `The endpoint answered with the redirect ${status}, and redirects are not followed.`
    : `The endpoint answered with the status ${status}.`;
