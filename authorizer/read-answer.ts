import type { Kysely } from 'kysely';
import { findEventData } from '../db/events/find-data.ts';
import type { Database } from '../db/database.ts';
import { eventPlace } from '../db/events/record.ts';
import { answerPlace } from '../db/idempotency/answers.ts';
import type { StoredAnswer } from '../db/purchases/read-asked.ts';
import { invariant } from '../domain/invariant.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { unseal } from '../infra/crypto/seal.ts';
import type { PurchaseAnswer, PurchaseRequest } from './entry.ts';

/** What the first request under a key was told: kept by itself, or as the object of its event. */
export async function readAnswer(
  { scope, keyed }: Pick<PurchaseRequest, 'keyed' | 'scope'>,
  { bodySealed, eventId, requestId: original }: Omit<StoredAnswer, 'requestHash'>,
  { db, keyring }: { readonly db: Kysely<Database>; readonly keyring: Keyring },
): Promise<PurchaseAnswer> {
  if (bodySealed)
    return { body: unseal(keyring, answerPlace(scope, keyed?.key ?? ''), bodySealed), original };
  invariant(eventId, 'a key without an answer is refused before');
  const sealed = await findEventData(db, scope, eventId);
  const text = unseal(keyring, eventPlace(eventId), sealed);
  // What an event seals begins with its object: `EventData`.
  const { object }: { readonly object: unknown } = JSON.parse(text);
  return { body: JSON.stringify(object), original };
}
