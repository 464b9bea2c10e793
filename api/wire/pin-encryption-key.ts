import type { PinEncryptionKeyRow } from '../../db/tables/pin-encryption-key.ts';

/** The key for which PINs are encrypted, as it crosses HTTP: no object of an account. */
export interface PinEncryptionKey {
  readonly key_id: string;
  readonly jwk: {
    readonly kty: 'RSA';
    readonly n: string;
    readonly e: string;
    readonly alg: 'RSA-OAEP';
    readonly use: 'enc';
    readonly kid: string;
  };
  /** PEM. */
  readonly pkcs8: string;
}

export const encryptionKeyToWire = (
  { id, public_jwk: { kty, n, e } }: PinEncryptionKeyRow,
  pem: string,
): PinEncryptionKey => ({
  key_id: id,
  jwk: { kty, n, e, alg: 'RSA-OAEP', use: 'enc', kid: id },
  pkcs8: pem,
});
