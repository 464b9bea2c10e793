import { createCipheriv } from 'node:crypto';
import { freshBytes } from './fresh-bytes.ts';

const HEADER = Buffer.alloc(5);

/** As much encryption, and as many bytes, as ours does for a row: a data key of its own, wrapped by another. */
export function seal(wrapping: Buffer, place: string, text: string): Buffer {
  const dataKey = freshBytes(32);
  return Buffer.concat([
    HEADER,
    encrypt(wrapping, place, dataKey),
    encrypt(dataKey, place, Buffer.from(text, 'utf8')),
  ]);
}

function encrypt(key: Buffer, place: string, text: Buffer): Buffer {
  const iv = freshBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place, 'utf8'));
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}
