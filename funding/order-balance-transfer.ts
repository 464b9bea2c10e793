import { insertBalanceTransfer } from '../db/balance-transfers/insert.ts';
import { owned } from '../db/database.ts';
import { toJson } from '../db/json.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { enqueue } from '../db/outbox/enqueue.ts';
import type { BalanceTransferRow } from '../db/tables/balance-transfer.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import { balanceTransferArrival } from '../domain/balance-transfer/balance-transfer.ts';
import { type BalanceType, CODE_OF_BALANCE } from '../domain/ledger/accounts.ts';
import { requireCovered } from '../domain/ledger/cover.ts';
import { departTransfer, transferBetweenBalances } from '../domain/ledger/templates.ts';
import type { Metadata } from '../domain/metadata.ts';
import type { Money } from '../domain/money.ts';
import { followBalance } from './negative-balance.ts';

export interface BalanceTransferOrder {
  readonly amount: Money;
  readonly from: BalanceType;
  readonly to: BalanceType;
  readonly metadata: Metadata;
}

/**
 * Takes the money from the one balance, and brings it to the other: at once, or by a workflow when that
 * takes time. Nobody can spend what is on its way.
 *
 * @throws `balance_insufficient`.
 */
export async function orderBalanceTransfer(
  work: UnitOfWork,
  { amount, from, to, metadata }: BalanceTransferOrder,
): Promise<BalanceTransferRow> {
  const now = Math.floor(work.now.getTime() / 1000);
  const arrivesAt = balanceTransferArrival(amount.currency, now);
  const isInstant = arrivesAt === now;
  const books = await lockLedgerAccounts(work, amount.currency, [
    'in_transit',
    'issuing_balance',
    'payments_balance',
  ]);
  const source = books[CODE_OF_BALANCE[from]];
  const destination = books[CODE_OF_BALANCE[to]].id;
  requireCovered(from, source, amount);

  const id = newId(work, 'balanceTransfer');
  const movement = work.unique();
  const transfers = isInstant
    ? transferBetweenBalances({ from: source.id, to: destination }, amount)
    : departTransfer({ from: source.id, inTransit: books.in_transit.id }, amount);
  await writeMovement(work.trx, work.scope, {
    id: movement,
    at: work.now,
    sourceId: id,
    transfers,
  });
  if (isInstant) await followBalance(work, destination);
  else await enqueue(work, { kind: 'balance_transfer', objectId: id, payload: { arrivesAt } });
  return insertBalanceTransfer(work, {
    ...owned(work.scope),
    id,
    amount: amount.minor,
    currency: amount.currency,
    source_balance: from,
    destination_balance: to,
    status: isInstant ? 'succeeded' : 'pending',
    arrives_at: isInstant ? work.now : new Date(arrivesAt * 1000),
    metadata: toJson(metadata),
    movement,
    created_at: work.now,
  });
}
