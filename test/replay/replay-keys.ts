import { keyring } from '../../infra/crypto/keyring.ts';

/** The recorded histories are encrypted with this key, which guards nothing else. */
export const replayKeys = keyring(Buffer.alloc(32, 42).toString('base64'));
