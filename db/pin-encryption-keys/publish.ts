import { type Insertable, type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import type { PinEncryptionKeyRow, PinEncryptionKeyTable } from '../tables/pin-encryption-key.ts';

type NewKey = Insertable<PinEncryptionKeyTable>;

/** Publishes the first key. Nothing happens when another process has published one meanwhile. */
export async function publishFirst(db: Kysely<Database>, key: NewKey): Promise<void> {
  await db
    .insertInto('pin_encryption_key')
    .values(key)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

interface Rotation {
  readonly key: NewKey;
  /** Until when the key before it still opens PINs. */
  readonly formerUntil: Date;
  readonly now: Date;
}

/**
 * Publishes a key in place of the one before, and destroys those that have expired: what was encrypted
 * for them can then be read by nobody. Rotations queue: each finds the key of the one before it.
 */
export async function rotate(
  trx: Transaction<Database>,
  { key, formerUntil, now }: Rotation,
): Promise<PinEncryptionKeyRow> {
  await sql`lock table pin_encryption_key in share row exclusive mode`.execute(trx);
  await trx.deleteFrom('pin_encryption_key').where('expires_at', '<=', now).execute();
  await trx
    .updateTable('pin_encryption_key')
    .set({ expires_at: formerUntil })
    .where('expires_at', 'is', null)
    .execute();
  return trx.insertInto('pin_encryption_key').values(key).returningAll().executeTakeFirstOrThrow();
}
