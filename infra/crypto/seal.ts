/**
 * Envelope encryption of a record: AES-256-GCM under a data key of its own, which is wrapped by the
 * installation's key. What it belongs to is authenticated with it, so that a sealed text copied to
 * another row does not open there.
 *
 *   version 1 | wrapping key id 4 | iv 12, wrapped data key 32, tag 16 | iv 12, text, tag 16
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { freshBytes } from '../random.ts';
import type { Keyring } from './keyring.ts';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEADER_BYTES = 5;
const WRAPPED_BYTES = IV_BYTES + KEY_BYTES + TAG_BYTES;

/** Thrown when a sealed text was altered, moved to another place, or sealed by another master key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** @param place what the text belongs to, such as `issuing_card.number:ic_…`. */
export function seal({ wrapping, wrappingId }: Keyring, place: string, text: string): Buffer {
  const dataKey = freshBytes(KEY_BYTES);
  const header = Buffer.from([VERSION, ...wrappingId]);
  const wrapped = encrypt(wrapping, place, dataKey);
  return Buffer.concat([header, wrapped, encrypt(dataKey, place, Buffer.from(text, 'utf8'))]);
}

export function unseal({ wrapping, wrappingId }: Keyring, place: string, sealed: Buffer): string {
  const ours = sealed[0] === VERSION && sealed.subarray(1, HEADER_BYTES).equals(wrappingId);
  if (!ours) throw new SealBroken(`${place} was sealed with another master key`);
  try {
    const body = HEADER_BYTES + WRAPPED_BYTES;
    const dataKey = decrypt(wrapping, place, sealed.subarray(HEADER_BYTES, body));
    return decrypt(dataKey, place, sealed.subarray(body)).toString('utf8');
  } catch (cause) {
    throw new SealBroken(`${place} was altered or moved`, { cause });
  }
}

function encrypt(key: Buffer, place: string, text: Buffer): Buffer {
  const iv = freshBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place, 'utf8'));
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, place: string, boxed: Buffer): Buffer {
  // The length is demanded: a text cut short would else be judged by a tag cut short.
  const iv = boxed.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place, 'utf8'))
    .setAuthTag(boxed.subarray(boxed.length - TAG_BYTES));
  const text = boxed.subarray(IV_BYTES, boxed.length - TAG_BYTES);
  return Buffer.concat([decipher.update(text), decipher.final()]);
}
