/**
 * Encrypts what Temporal stores: arguments, results, summaries, errors. AES-256-GCM under one key of the
 * installation, which the payload names, so that another key can follow it.
 *
 *   iv 12 | the payload as protobuf, encrypted | tag 16
 *
 * A payload that is not ours passes as it is: a person may send a message from the UI or the CLI, which
 * have no key. It proves nothing about its sender either way; who may reach Temporal is for the network.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
// CommonJS: a named import does not exist for Node.
import proto from '@temporalio/proto';

export type { Payload };

const ENCODING = 'binary/encrypted';
const IV_BYTES = 12;
const TAG_BYTES = 16;

const payloadType = proto.temporal.api.common.v1.Payload;

/** Thrown when a payload was encrypted with a key that we do not have, or was altered. */
class PayloadUnreadable extends Error {
  override readonly name = 'PayloadUnreadable';
}

/** @param key 32 bytes. Every client, worker and replay of one installation needs the same one. */
export function payloadCodec(key: Buffer): PayloadCodec {
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  const metadata = { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(keyId) };

  function encrypt(payload: Payload): Payload {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const text = payloadType.encode(payload).finish();
    const data = Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return { metadata, data };
  }
  function decrypt(payload: Payload): Payload {
    if (textOf(payload, 'encoding') !== ENCODING) return payload;
    const usedId = textOf(payload, 'encryption-key-id');
    if (usedId !== keyId) throw new PayloadUnreadable(`encrypted with key ${usedId}, not ${keyId}`);
    try {
      return payloadType.decode(decipher(key, payload.data ?? new Uint8Array()));
    } catch (cause) {
      throw new PayloadUnreadable('not what was encrypted', { cause });
    }
  }
  return {
    encode: async (payloads) => payloads.map(encrypt),
    decode: async (payloads) => payloads.map(decrypt),
  };
}

function decipher(key: Buffer, data: Uint8Array): Buffer {
  const cut = data.length - TAG_BYTES;
  const opened = createDecipheriv('aes-256-gcm', key, data.subarray(0, IV_BYTES)).setAuthTag(
    data.subarray(cut),
  );
  return Buffer.concat([opened.update(data.subarray(IV_BYTES, cut)), opened.final()]);
}

const textOf = ({ metadata }: Payload, name: string): string =>
  Buffer.from(metadata?.[name] ?? []).toString('utf8');
