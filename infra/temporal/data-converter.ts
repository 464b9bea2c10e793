import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { Keyring } from '../crypto/keyring.ts';
import { payloadCodec } from './payload-codec.ts';

/** The bundle of the workflows needs it too: what is thrown there is converted there. */
export const failureConverterPath = fileURLToPath(
  new URL('./failure-converter.cjs', import.meta.url),
);

/** The same on every client, worker and replay: one that lacks it could read nothing. */
export const dataConverter = ({ payloads }: Pick<Keyring, 'payloads'>): DataConverter => ({
  payloadCodecs: [payloadCodec(payloads)],
  failureConverterPath,
});
