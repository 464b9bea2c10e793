import { createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** The secrets of an instance that lives as long as one run. */
export interface Keys {
  /** 32 bytes in base64. */
  readonly masterKey: string;
  readonly operatorKey: string;
  readonly secretKey: string;
}

export const makeKeys = (): Keys => ({
  masterKey: randomBytes(32).toString('base64'),
  operatorKey: randomBytes(24).toString('hex'),
  secretKey: makeSecretKey(),
});

export const makeSecretKey = (): string => `sk_test_${randomBytes(24).toString('hex')}`;

/**
 * What the API stores of a secret key: HMAC-SHA256 under a key derived from the master key. Written
 * down here a second time because the benchmark imports nothing of the product. If the two ever
 * differ, the first request of a made-up account answers 401 and the run stops.
 */
export function hashOfKey(secretKey: string, masterKey: string): Buffer {
  const master = Buffer.from(masterKey, 'base64');
  const derived = hkdfSync('sha256', master, 'cardwright', 'hash:api_key', 32);
  return createHmac('sha256', Buffer.from(derived)).update(secretKey).digest();
}
