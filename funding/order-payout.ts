import { payoutToWire } from '../api/wire/payout.ts';
import { owned } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import { toJson } from '../db/json.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { enqueue } from '../db/outbox/enqueue.ts';
import { insertPayout } from '../db/payouts/insert.ts';
import type { PayoutRow } from '../db/tables/payout.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import type { BankAccountId } from '../domain/ids.ts';
import { type BalanceType, CODE_OF_BALANCE } from '../domain/ledger/accounts.ts';
import { requireCovered } from '../domain/ledger/cover.ts';
import { payOut } from '../domain/ledger/templates.ts';
import type { Metadata } from '../domain/metadata.ts';
import type { Money } from '../domain/money.ts';
import type { PayoutMethod } from '../domain/payout/payout.ts';
import type { Bank } from '../providers/bank/port.ts';

interface PayoutOrder {
  readonly amount: Money;
  readonly from: BalanceType;
  readonly destinationId: BankAccountId;
  readonly method: PayoutMethod;
  readonly description: string | null;
  readonly statementDescriptor: string | null;
  readonly metadata: Metadata;
}

/**
 * Takes the money from its balance at once, so that nothing else spends it, and leaves the rest to a
 * workflow.
 *
 * @throws `balance_insufficient`.
 */
export async function orderPayout(
  work: UnitOfWork,
  bank: Pick<Bank, 'timetable'>,
  { amount, from, destinationId, method, ...order }: PayoutOrder,
): Promise<PayoutRow> {
  const { trx, scope, now } = work;
  const { cutoffAt, doneAt } = await bank.timetable({
    scope,
    kind: method === 'instant' ? 'instant_credit' : 'credit',
    currency: amount.currency,
    at: Math.floor(now.getTime() / 1000),
    onTestClock: work.frozenAt !== undefined,
  });
  const code = CODE_OF_BALANCE[from];
  const books = await lockLedgerAccounts(work, amount.currency, ['in_transit', code]);
  requireCovered(from, books[code], amount);

  const id = newId(work, 'payout');
  const movement = work.unique();
  const accounts = { balance: books[code].id, inTransit: books.in_transit.id };
  const transfers = payOut(accounts, amount);
  await writeMovement(trx, scope, { id: movement, at: now, sourceId: id, transfers });
  const payout = await insertPayout(work, {
    ...owned(scope),
    id,
    amount: amount.minor,
    currency: amount.currency,
    balance_type: from,
    destination_id: destinationId,
    method,
    status: 'pending',
    description: order.description,
    statement_descriptor: order.statementDescriptor,
    metadata: toJson(order.metadata),
    cutoff_at: new Date(cutoffAt * 1000),
    arrives_at: new Date(doneAt * 1000),
    movement,
    created_at: now,
  });
  await enqueue(work, { kind: 'payout', objectId: id, payload: { cutoffAt } });
  await recordEvent(work, { type: 'payout.created', object: payoutToWire(payout) });
  return payout;
}
