import { createHash, randomBytes } from 'node:crypto';
import type { TestApi } from './api.ts';

/** What the page makes in the browser of a cardholder: a secret, and what it shows of it. */
export function newNonce(): { readonly nonce: string; readonly privateNonce: string } {
  const privateNonce = `ephkn_priv_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(privateNonce).digest('base64url');
  return { nonce: `ephkn_pub_${hash}`, privateNonce };
}

interface Asked {
  readonly secret: string;
  readonly privateNonce?: string;
  readonly expand?: readonly string[];
}

/** The card as the page asks for it. */
export const readAsPage = (
  api: TestApi,
  card: string,
  { secret, privateNonce, expand = ['number', 'cvc', 'pin.number'] }: Asked,
): Promise<Response> =>
  api.request(`/v1/issuing/cards/${card}?${expand.map((name) => `expand[]=${name}`).join('&')}`, {
    headers: {
      Authorization: `Bearer ${secret}`,
      ...(privateNonce !== undefined && { 'Ephemeral-Key-Nonce': privateNonce }),
    },
  });
