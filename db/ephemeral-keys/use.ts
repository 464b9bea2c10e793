import type { Kysely } from 'kysely';
import type { CardId } from '../../domain/ids.ts';
import type { Database } from '../database.ts';
import type { EphemeralKeyRow } from '../tables/ephemeral-key.ts';

interface Use {
  readonly secretHash: Buffer;
  readonly nonce: string;
  readonly card: CardId;
  readonly now: Date;
}

/**
 * Uses a key up. It is one statement: of two that come with the same key, one gets the row. Nothing when
 * there is no such key, when it is another card's or another nonce's, or when its time is over: which of
 * them it is, nobody is told.
 */
export const useEphemeralKey = (
  db: Kysely<Database>,
  { secretHash, nonce, card, now }: Use,
): Promise<EphemeralKeyRow | undefined> =>
  db
    .updateTable('ephemeral_key')
    .set({ used_at: now })
    .where((eb) =>
      eb.and([
        eb.and({ secret_hash: secretHash, nonce, card_id: card }),
        eb('used_at', 'is', null),
        eb('deleted_at', 'is', null),
        eb('expires_at', '>', now),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
