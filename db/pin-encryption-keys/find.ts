import type { Kysely } from 'kysely';
import type { PinEncryptionKeyId } from '../../domain/ids.ts';
import type { Database } from '../database.ts';
import type { PinEncryptionKeyRow } from '../tables/pin-encryption-key.ts';

/** The key that is published; none before anybody has asked for one. */
export const findPublishedKey = (db: Kysely<Database>): Promise<PinEncryptionKeyRow | undefined> =>
  db
    .selectFrom('pin_encryption_key')
    .selectAll()
    .where('expires_at', 'is', null)
    .executeTakeFirst();

/** A key that still opens what was encrypted for it. */
export const findValidKey = (
  db: Kysely<Database>,
  id: PinEncryptionKeyId,
  now: Date,
): Promise<PinEncryptionKeyRow | undefined> =>
  db
    .selectFrom('pin_encryption_key')
    .selectAll()
    .where('id', '=', id)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst();
