import type { WebhookEndpointRow } from '../tables/webhook-endpoint.ts';

/** What an endpoint's secrets are bound to: copied to another row they do not open. */
export const secretPlace = (id: string): string => `webhook_endpoint.secret:${id}`;

type Sealed = Pick<
  WebhookEndpointRow,
  'id' | 'previous_secret_expires_at' | 'previous_secret_sealed' | 'secret_sealed'
>;

/** The secrets that sign at an instant, still sealed, the newest first: while one is rolled, two. */
export function signingSecrets(endpoint: Sealed, at: Date): readonly Buffer[] {
  const { secret_sealed: newest, previous_secret_sealed: previous } = endpoint;
  const { previous_secret_expires_at: expiresAt } = endpoint;
  const isValid = previous !== null && expiresAt !== null && expiresAt > at;
  return isValid ? [newest, previous] : [newest];
}
