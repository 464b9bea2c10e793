import { createHash } from 'node:crypto';
import { getCardholder } from '../../db/cardholders/get.ts';
import { getCard } from '../../db/cards/get.ts';
import { useEphemeralKey } from '../../db/ephemeral-keys/use.ts';
import { isPrivateNonce } from '../../domain/ephemeral-key.ts';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { nowDate } from '../../infra/clock.ts';
import { openCvc, openNumber, openPin } from '../../issuance/secrets.ts';
import type { ApiDeps } from '../operation.ts';
import { cardToWire, type IssuingCard } from '../wire/issuing-card.ts';

export const REVEALABLE = ['number', 'cvc', 'pin.number'] as const;

interface Presented {
  /** `ek_…`, which the account's server has got. */
  readonly secret: string;
  /** `ephkn_priv_…`, which only the browser has. */
  readonly privateNonce: string | undefined;
  readonly card: string;
  readonly fields: readonly (typeof REVEALABLE)[number][];
  readonly requestId: string;
}

interface Revealed {
  readonly scope: Scope;
  readonly card: IssuingCard & { readonly pin?: { readonly number: string | null } };
}

/**
 * Reads a card for its cardholder's browser, once: the key alone is worth nothing to who has overheard
 * it, and neither is the other half. Who has read what is written down before he gets it.
 *
 * @throws `api_key_invalid`, which does not say why.
 */
export async function revealCard(
  { db, keyring, clock, audit }: ApiDeps,
  { secret, privateNonce, card: text, fields, requestId }: Presented,
): Promise<Revealed> {
  const id = parseId('card', text);
  const isHalf = privateNonce !== undefined && isPrivateNonce(privateNonce);
  const key =
    id && isHalf
      ? await useEphemeralKey(db, {
          secretHash: keyring.fingerprint('ephemeral_key', secret),
          nonce: nonceOf(privateNonce),
          card: id,
          now: nowDate(clock),
        })
      : undefined;
  if (!key) throw unusable();
  const scope = { accountId: key.account_id, livemode: key.livemode };
  const row = await getCard(db, scope, key.card_id);
  const cardholder = await getCardholder(db, scope, row.cardholder_id);
  audit({
    ...scope,
    action: 'card_secrets_read',
    requestId,
    objectId: row.id,
    fields,
    ephemeralKey: key.id,
  });
  const card = cardToWire(row, cardholder, {
    ...(fields.includes('number') && { number: openNumber(keyring, row) }),
    ...(fields.includes('cvc') && { cvc: openCvc(keyring, row) }),
  });
  const pin = fields.includes('pin.number') && {
    pin: { number: openPin(keyring, row)?.expose() ?? null },
  };
  // What the account notes about a card is its own, and not the cardholder's.
  return { scope, card: { ...card, metadata: {}, ...pin } };
}

/** What the browser has shown of its secret. */
const nonceOf = (privateNonce: string): string =>
  `ephkn_pub_${createHash('sha256').update(privateNonce).digest('base64url')}`;

const unusable = () =>
  failure('api_key_invalid', {
    problem:
      'This ephemeral key does not open this card for this nonce: it is used up, expired or deleted, or was made for others.',
  });
