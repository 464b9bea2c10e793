import { sql, type Transaction } from 'kysely';
import type { Database, PlainCardRow } from '../database.ts';

/**
 * Writes what purchases have changed of cards: wrong PINs, payments, the status that follows, and
 * warnings. Few purchases change any, so the others do not pay for it.
 */
export async function writeCards(
  trx: Transaction<Database>,
  cards: readonly PlainCardRow[],
): Promise<void> {
  if (cards.length === 0) return;
  const changes = cards.map((card) => ({
    account_id: card.account_id,
    id: card.id,
    status: card.status,
    pin_failures: card.pin_failures,
    payments: card.payments,
    latest_fraud_warning: card.latest_fraud_warning,
  }));
  await sql`
    update issuing_card card
    set status = changed.status, pin_failures = changed.pin_failures, payments = changed.payments,
      latest_fraud_warning = changed.latest_fraud_warning
    from json_to_recordset(${JSON.stringify(changes)}::json) as changed
      (account_id text, id text, status text, pin_failures smallint, payments integer,
       latest_fraud_warning jsonb)
    where card.account_id = changed.account_id and card.id = changed.id
  `.execute(trx);
}
