import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { findPublishedKey } from '../db/pin-encryption-keys/find.ts';
import { publishFirst, rotate } from '../db/pin-encryption-keys/publish.ts';
import type { PinEncryptionKeyRow } from '../db/tables/pin-encryption-key.ts';
import { type PinEncryptionKeyId, makeId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import { type Clock, nowDate } from '../infra/clock.ts';
import { newRsaKeyPair } from '../infra/crypto/jwe.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { seal } from '../infra/crypto/seal.ts';
import { uniqueText } from '../infra/ids.ts';

export interface KeyDeps {
  readonly db: Kysely<Database>;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/** A key that was fetched before a rotation is good for so long after it. */
const FORMER_MS = 24 * 60 * 60 * 1_000;

/** What the private half is sealed for. */
export const privateKeyPlace = (id: PinEncryptionKeyId): string =>
  `pin_encryption_key.private:${id}`;

/** The key of the installation for which PINs are encrypted. It is made when somebody first asks for it. */
export async function publishedKey(deps: KeyDeps): Promise<PinEncryptionKeyRow> {
  const published = await findPublishedKey(deps.db);
  if (published) return published;
  await publishFirst(deps.db, await newKey(deps));
  const first = await findPublishedKey(deps.db);
  invariant(first, 'a key for PINs was published just now');
  return first;
}

/** Publishes a new key. The one before opens PINs for a day, and then nothing that was encrypted for it can be read. */
export async function rotatePublishedKey(deps: KeyDeps): Promise<PinEncryptionKeyRow> {
  const key = await newKey(deps);
  const now = nowDate(deps.clock);
  const formerUntil = new Date(now.getTime() + FORMER_MS);
  return deps.db.transaction().execute((trx) => rotate(trx, { key, formerUntil, now }));
}

async function newKey({ keyring, clock }: KeyDeps) {
  const { publicKey, privateKey } = await newRsaKeyPair();
  const id = makeId('pinEncryptionKey', uniqueText(clock.nowMs()));
  return {
    id,
    public_jwk: JSON.stringify(publicKey),
    private_sealed: seal(keyring, privateKeyPlace(id), privateKey),
    created_at: nowDate(clock),
  };
}
