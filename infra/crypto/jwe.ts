/**
 * Secrets on their way to us: JWE (RFC 7516) in compact form, for a key pair of ours. The public half is
 * handed to anybody, so that what is encrypted passes through the caller's own servers unread.
 */
import {
  compactDecrypt,
  decodeProtectedHeader,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

/** What the wire has named (contract §1.6): nothing else is accepted, whatever the library can do. */
const KEY_ALGORITHM = 'RSA-OAEP';
const CONTENT_ENCRYPTION = 'A128CBC-HS256';
const MODULUS_BITS = 3072;

export interface PublicRsaKey {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}

export interface RsaKeyPair {
  readonly publicKey: PublicRsaKey;
  /** A JWK as text. To be sealed at once. */
  readonly privateKey: string;
}

export async function newRsaKeyPair(): Promise<RsaKeyPair> {
  const pair = await generateKeyPair(KEY_ALGORITHM, {
    modulusLength: MODULUS_BITS,
    extractable: true,
  });
  const { n = '', e = '' } = await exportJWK(pair.publicKey);
  const privateKey = JSON.stringify(await exportJWK(pair.privateKey));
  return { publicKey: { kty: 'RSA', n, e }, privateKey };
}

/** The same as PEM, for libraries that read no JWK. */
export async function toPem(publicKey: PublicRsaKey): Promise<string> {
  const key = await importJWK({ ...publicKey }, KEY_ALGORITHM, { extractable: true });
  if (key instanceof Uint8Array) throw new TypeError('an RSA key is no shared secret');
  return exportSPKI(key);
}

/** What a JWE says of itself, before anything is trusted. `undefined`: it is none. */
export function headerOf(jwe: string): { readonly kid?: unknown } | undefined {
  try {
    return decodeProtectedHeader(jwe);
  } catch {
    return undefined;
  }
}

/**
 * Opens a JWE. `undefined` whatever is wrong with it: who could tell one failure from another could
 * decrypt by asking often enough.
 *
 * @param privateKey a JWK as text.
 */
export async function openJwe(jwe: string, privateKey: string): Promise<string | undefined> {
  try {
    const jwk: JWK = JSON.parse(privateKey);
    const { plaintext } = await compactDecrypt(jwe, await importJWK(jwk, KEY_ALGORITHM), {
      keyManagementAlgorithms: [KEY_ALGORITHM],
      contentEncryptionAlgorithms: [CONTENT_ENCRYPTION],
    });
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch {
    return undefined;
  }
}
