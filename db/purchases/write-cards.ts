import { sql, type Transaction } from 'kysely';
import type { Database, PlainCardRow } from '../database.ts';

/**
 * Writes what purchases have changed of cards: wrong PINs, payments, and the status that follows. Few
 * purchases change any, so the others do not pay for it.
 */
export async function writeCards(
  trx: Transaction<Database>,
  cards: readonly PlainCardRow[],
): Promise<void> {
  if (cards.length === 0) return;
  const changes = cards.map(({ account_id, id, status, pin_failures, payments }) => ({
    account_id,
    id,
    status,
    pin_failures,
    payments,
  }));
  await sql`
    update issuing_card card
    set status = changed.status, pin_failures = changed.pin_failures, payments = changed.payments
    from json_to_recordset(${JSON.stringify(changes)}::json) as changed
      (account_id text, id text, status text, pin_failures smallint, payments integer)
    where card.account_id = changed.account_id and card.id = changed.id
  `.execute(trx);
}
