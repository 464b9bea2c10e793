import { Hono } from 'hono';
import { toPem } from '../../../../infra/crypto/jwe.ts';
import { type KeyDeps, rotatePublishedKey } from '../../../../issuance/pin-encryption-keys.ts';
import { requireOperator } from '../../../require-operator.ts';
import { encryptionKeyToWire } from '../../../wire/pin-encryption-key.ts';

interface RotationDeps extends KeyDeps {
  readonly operatorKey: string;
}

/**
 * `/v1/operator/pin_encryption_keys`: another key for which PINs are encrypted. Nothing that rests is
 * encrypted for it, so nothing has to be encrypted anew; who fetches the key for each PIN notices nothing.
 */
export function pinEncryptionKeysApp({ operatorKey, ...deps }: RotationDeps): Hono {
  const authorize = requireOperator(operatorKey);
  const app = new Hono();
  app.post('/rotate', async (c) => {
    authorize(c.req.header('authorization'));
    const key = await rotatePublishedKey(deps);
    return c.json(encryptionKeyToWire(key, await toPem(key.public_jwk)));
  });
  return app;
}
