import { findValidKey } from '../db/pin-encryption-keys/find.ts';
import { parsePin, type Pin } from '../domain/card/pin.ts';
import { failure } from '../domain/errors.ts';
import { parseId } from '../domain/ids.ts';
import { nowDate } from '../infra/clock.ts';
import { headerOf, openJwe } from '../infra/crypto/jwe.ts';
import { unseal } from '../infra/crypto/seal.ts';
import { type KeyDeps, privateKeyPlace } from './pin-encryption-keys.ts';

const PARAM = 'pin[encrypted_number]';

/**
 * The PIN that somebody has chosen and encrypted for a key of ours. Nobody between his screen and here
 * has seen it.
 *
 * @throws `parameter_invalid`, which never says what was in it.
 */
export async function readPin(deps: KeyDeps, jwe: string): Promise<Pin> {
  const header = headerOf(jwe);
  if (!header) throw refused('This is no JWE in compact serialization.');
  const id = typeof header.kid === 'string' && parseId('pinEncryptionKey', header.kid);
  const key = id ? await findValidKey(deps.db, id, nowDate(deps.clock)) : undefined;
  if (!key)
    throw refused(
      'The header `kid` names no key that is valid here. Fetch GET /v1/keys for each PIN, and send its key_id.',
    );
  const privateKey = unseal(deps.keyring, privateKeyPlace(key.id), key.private_sealed);
  const digits = await openJwe(jwe, privateKey);
  if (digits === undefined)
    throw refused('It could not be decrypted. Use alg=RSA-OAEP and enc=A128CBC-HS256.');
  return parsePin(digits, PARAM);
}

const refused = (problem: string) => failure('parameter_invalid', { problem }, { param: PARAM });
