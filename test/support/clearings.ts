import { sql } from 'kysely';
import { joinSettlementDay } from '../../db/settlements/join-day.ts';
import { lockFunds } from '../../authorizer/advance.ts';
import { ledgerWrites } from '../../db/ledger/write-movement.ts';
import { newId, type UnitOfWork } from '../../db/unit-of-work.ts';
import { unnest } from '../../db/unnest.ts';
import type { CardholderId, CardId, IssuingTransactionId } from '../../domain/ids.ts';
import { captureWithoutHold, refundCapture } from '../../domain/ledger/templates.ts';
import { money } from '../../domain/money.ts';
import { stampClearing } from '../../providers/network/stamp.ts';

/** What was cleared, as both sides know it. Positive: owed to the network. */
export interface Cleared {
  readonly id: IssuingTransactionId;
  readonly reference: string;
  readonly amount: bigint;
}

const BATCH = 1_000;

/**
 * Clears many at once, as the network's file would: each with its movement, all in one database transaction.
 * Positive amounts are captures, negative ones refunds.
 */
export async function clearMany(
  work: UnitOfWork,
  payer: { readonly card: CardId; readonly cardholder: CardholderId },
  amounts: readonly bigint[],
): Promise<readonly Cleared[]> {
  const accounts = await lockFunds(work, 'usd');
  const day = await joinSettlementDay(work, payer.card);
  const rows = amounts.map((amount) => ({
    id: newId(work, 'issuingTransaction'),
    movement: work.unique(),
    reference: stampClearing(),
    amount,
  }));
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH);
    const movements = batch.map(({ id, movement, amount }) => ({
      scope: work.scope,
      movement: {
        id: movement,
        at: work.now,
        issuingTransactionId: id,
        transfers:
          amount > 0n
            ? captureWithoutHold(accounts, money(amount, 'usd'))
            : refundCapture(accounts, money(-amount, 'usd')),
      },
    }));
    await sql`
      with ${ledgerWrites(movements)}, cleared as (
        insert into issuing_transaction
          (account_id, livemode, id, type, card_id, cardholder_id, amount, currency, merchant_amount,
           merchant_currency, merchant_data, network_data, metadata, movement, acquirer_reference,
           settlement_day, created_at)
        select ${work.scope.accountId}, ${work.scope.livemode}, row.id,
          case when row.amount > 0 then 'capture' else 'refund' end, ${payer.card}, ${payer.cardholder},
          -row.amount, 'usd', -row.amount, 'usd', '{"category": "bakeries"}', '{}', '{}', row.movement,
          row.reference, ${day}, ${work.now}
        from ${unnest(batch, [
          { type: 'text', of: ({ id }) => id },
          { type: 'text', of: ({ movement }) => movement },
          { type: 'text', of: ({ reference }) => reference },
          { type: 'bigint', of: ({ amount }) => amount },
        ])} as row (id, movement, reference, amount)
      ) select from balanced`.execute(work.trx);
  }
  return rows;
}
