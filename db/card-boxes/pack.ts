import { sql } from 'kysely';
import type { CardBoxId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import { newId, type UnitOfWork } from '../unit-of-work.ts';

/** More do not fit into one (contract §2.2); the table says so too. */
export const CARDS_PER_BOX_MAX = 2000;

/**
 * Puts one more card into the open box for a destination, or into a new one when there is none or it is full.
 *
 * @param destination a keyed hash: all cards with the same one go together.
 */
export async function packIntoBox(work: UnitOfWork, destination: Buffer): Promise<CardBoxId> {
  const { trx, scope } = work;
  // The cards of a day come all at once, and each would open a box of its own: they queue here.
  await sql`select pg_advisory_xact_lock(${destination.readBigInt64BE()})`.execute(trx);
  const open = await trx
    .updateTable('card_box')
    .set(({ eb }) => ({ card_count: eb('card_count', '+', 1) }))
    .where((eb) => eb.and({ ...owned(scope), destination_hash: destination }))
    .where('card_count', '<', CARDS_PER_BOX_MAX)
    .returning('id')
    .executeTakeFirst();
  if (open) return open.id;
  const id = newId(work, 'cardBox');
  const box = { ...owned(scope), id, destination_hash: destination, card_count: 1 };
  await trx
    .insertInto('card_box')
    .values({ ...box, created_at: work.now })
    .execute();
  return id;
}
