import { readAnswer } from '../authorizer/read-answer.ts';
import { claimKey, keepAnswer } from '../db/idempotency/answers.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import type { Form } from './form.ts';

/** The idempotency key of a request, and what the request was: a key is good for one request only. */
export interface KeyedRequest {
  readonly key: string;
  readonly hash: Buffer;
}

export interface Answer {
  readonly body: string;
  /** The request that was answered so first, when this is a repetition. */
  readonly original?: string;
}

/** What is kept under a key. */
export interface KeptAnswer {
  /** Absent while nobody knows it: it is known after the commit. */
  readonly body: string | undefined;
  readonly original?: string;
  /** It is the object of an event, in which nothing was expanded. */
  readonly isPlain?: boolean;
}

const KEY_LENGTH_MAX = 255;

/** @throws `idempotency_key_invalid`; `undefined` when the caller sent none. */
export function readKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (header.trim() !== '' && header.length <= KEY_LENGTH_MAX) return header;
  const problem = `An idempotency key must have 1 to ${KEY_LENGTH_MAX} characters.`;
  throw failure('idempotency_key_invalid', { problem });
}

interface NamedRequest {
  readonly method: string;
  readonly path: string;
  readonly form: Form;
}

/** The same for the same parameters in any order; the path holds what else the request names. */
export const hashOfRequest = ({ fingerprint }: Keyring, { method, path, form }: NamedRequest) =>
  fingerprint('request', JSON.stringify([method, path, ordered(form)]));

const ordered = (form: Form): unknown => {
  if (typeof form === 'string') return form;
  if (isList(form)) return form.map(ordered);
  const byName = Object.entries(form).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return { hash: byName.map(([name, child]) => [name, ordered(child)]) };
};

const isList = (form: Form): form is readonly Form[] => Array.isArray(form);

/**
 * Does the work once for a key: a repetition gets the answer of the first time. Answer and effect are
 * kept by one database transaction, so that a crash leaves both or neither. What fails is not kept:
 * its transaction is rolled back, and the same key may then succeed.
 */
export async function onceForKey(
  work: UnitOfWork,
  { request, keyring }: { readonly request: KeyedRequest; readonly keyring: Keyring },
  act: () => Promise<string | undefined>,
): Promise<KeptAnswer> {
  const { key, hash } = request;
  const { trx, scope, cause } = work;
  const stored = await claimKey(trx, scope, key);
  if (stored) {
    const { body_sealed: bodySealed, event_id: eventId, request_id: requestId } = stored;
    if (!stored.request_hash.equals(hash)) throw failure('idempotency_key_reused', { key });
    if (!bodySealed && !eventId) throw failure('idempotency_key_in_use', { key });
    const kept = { bodySealed, eventId, requestId };
    const answer = await readAnswer({ scope, keyed: request }, kept, { db: trx, keyring });
    return { ...answer, isPlain: eventId !== null };
  }
  const body = await act();
  const requestId = cause.requestId ?? '';
  await keepAnswer(work, { key, requestHash: hash, requestId, status: 200, body });
  return { body };
}
