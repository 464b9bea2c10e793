import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { invariant } from '../../domain/invariant.ts';

/** The keys of one installation, all derived from the master key. It never leaves this object. */
export interface Keyring {
  /** Wraps the data keys of sealed records. */
  readonly wrapping: Buffer;
  /** Names `wrapping` inside what it sealed, so that a later rotation knows which key to use. */
  readonly wrappingId: Buffer;
  /** Encrypts the payloads that Temporal stores. */
  readonly payloads: Buffer;
  /** A keyed hash for finding a secret again without storing it. Each purpose has a key of its own. */
  readonly fingerprint: (purpose: HashPurpose, secret: string) => Buffer;
}

/** A request is hashed with a key as well: it may hold a tax id, which has few enough digits to be guessed. */
type HashPurpose =
  'api_key' | 'bank_account' | 'card_number' | 'ephemeral_key' | 'request' | 'shipping_destination';

const KEY_BYTES = 32;

/** @param masterKey 32 bytes in base64. */
export function keyring(masterKey: string): Keyring {
  const master = Buffer.from(masterKey, 'base64');
  // Keys derived from too little would be somebody else's to guess.
  invariant(master.length === KEY_BYTES, `a master key has ${KEY_BYTES} bytes`);
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', master, 'cardwright', purpose, KEY_BYTES));
  const wrapping = derive('wrapping');
  const hashing = {
    api_key: derive('hash:api_key'),
    bank_account: derive('hash:bank_account'),
    card_number: derive('hash:card_number'),
    ephemeral_key: derive('hash:ephemeral_key'),
    request: derive('hash:request'),
    shipping_destination: derive('hash:shipping_destination'),
  };
  return {
    wrapping,
    wrappingId: createHash('sha256').update(wrapping).digest().subarray(0, 4),
    payloads: derive('payloads'),
    fingerprint: (purpose, secret) =>
      createHmac('sha256', hashing[purpose]).update(secret).digest(),
  };
}
