import * as z from 'zod';
import { findCards } from '../../../db/cards/find.ts';
import { owned } from '../../../db/database.ts';
import { insertEphemeralKey, purgeEphemeralKeys } from '../../../db/ephemeral-keys/insert.ts';
import { newId, type UnitOfWork } from '../../../db/unit-of-work.ts';
import { EPHEMERAL_KEY_SECONDS, isNonce } from '../../../domain/ephemeral-key.ts';
import { failure } from '../../../domain/errors.ts';
import { parseId } from '../../../domain/ids.ts';
import { randomDigits } from '../../../infra/ids.ts';
import { text } from '../../input.ts';
import { command } from '../../operation.ts';
import { refuse } from '../../parse-input.ts';
import { unavailable } from '../../unavailable.ts';
import { ephemeralKey, ephemeralKeyToWire } from '../../wire/ephemeral-key.ts';

/** 285 bits. */
const SECRET_DIGITS = 48;
/** So long an expired key is remembered, and with it that its nonce was used. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1_000;

const nonce = text({ max: 5_000 }).transform((given, ctx) =>
  isNonce(given)
    ? given
    : refuse(
        ctx,
        failure('parameter_invalid', {
          problem: 'Send the nonce that the page of the cardholder has made: ephkn_pub_…',
        }),
      ),
);

export const createEphemeralKey = command(
  {
    method: 'post',
    path: '/v1/ephemeral_keys',
    summary: 'Create an ephemeral key',
    params: z.strictObject({}),
    input: z.strictObject({
      customer: unavailable('Customers are'),
      issuing_card: text(),
      nonce,
      verification_session: unavailable('Verification sessions are'),
    }),
    response: ephemeralKey,
    namesVersion: true,
  },
  async ({ input, scope, work }, { keyring }) => {
    const card = await cardOf(work, input.issuing_card);
    await purgeEphemeralKeys(work, new Date(work.realNow.getTime() - REMEMBERED_MS));
    const secret = `ek_${scope.livemode ? 'live' : 'test'}_${randomDigits(SECRET_DIGITS)}`;
    const key = await insertEphemeralKey(work, {
      ...owned(scope),
      id: newId(work, 'ephemeralKey'),
      card_id: card.id,
      secret_hash: keyring.fingerprint('ephemeral_key', secret),
      nonce: input.nonce,
      // Real time, also on a test clock: how long a secret is good for is no matter of business.
      created_at: work.realNow,
      expires_at: new Date(work.realNow.getTime() + EPHEMERAL_KEY_SECONDS * 1_000),
    });
    if (!key) throw usedBefore();
    return ephemeralKeyToWire(key, secret);
  },
);

async function cardOf({ trx, scope }: UnitOfWork, named: string) {
  const id = parseId('card', named);
  const [card] = await findCards(trx, scope, id ? [id] : []);
  if (card) return card;
  throw failure(
    'resource_missing',
    { object: 'issuing card', id: named },
    { param: 'issuing_card' },
  );
}

const usedBefore = () =>
  failure(
    'parameter_invalid',
    { problem: 'This nonce was used before. A nonce works once: let the page make another one.' },
    { param: 'nonce' },
  );
