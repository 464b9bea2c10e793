import { createHmac } from 'node:crypto';

interface Signed {
  /** Exactly as it is sent. */
  readonly body: string;
  /** Unix seconds: the receiver refuses what is too old. */
  readonly at: number;
  /** Each that is valid now: while a secret is rolled, there are two. */
  readonly secrets: readonly string[];
}

/**
 * The header `Stripe-Signature`, as the official SDK's `constructEvent` verifies it: HMAC-SHA256 of time
 * and body, once under each secret. Made anew for every attempt, because of its time.
 */
export function signatureHeader({ body, at, secrets }: Signed): string {
  const sign = (secret: string): string =>
    createHmac('sha256', secret).update(`${at}.${body}`, 'utf8').digest('hex');
  return [`t=${at}`, ...secrets.map((secret) => `v1=${sign(secret)}`)].join(',');
}
