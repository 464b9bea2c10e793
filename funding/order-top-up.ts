import { topupToWire } from '../api/wire/topup.ts';
import { owned } from '../db/database.ts';
import { recordEvent } from '../db/events/record.ts';
import { toJson } from '../db/json.ts';
import { enqueue } from '../db/outbox/enqueue.ts';
import type { TopupRow } from '../db/tables/pull-funding.ts';
import { insertTopup } from '../db/topups/insert.ts';
import { viewTopup } from '../db/topups/views.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import type { BalanceType } from '../domain/ledger/accounts.ts';
import type { Metadata } from '../domain/metadata.ts';
import type { Money } from '../domain/money.ts';
import type { TopupInitiator } from '../domain/topup/topup.ts';
import type { Bank } from '../providers/bank/port.ts';
import type { Payer } from './payer.ts';

export interface TopupOrder {
  readonly amount: Money;
  readonly balanceType: BalanceType;
  readonly payer: Payer;
  readonly initiatedBy: TopupInitiator;
  readonly description?: string | undefined;
  readonly statementDescriptor?: string | undefined;
  readonly transferGroup?: string | undefined;
  readonly metadata?: Metadata | undefined;
}

/** Writes a top-up down, tells it, and makes sure that its workflow pulls the money. None has moved yet. */
export async function orderTopUp(
  work: UnitOfWork,
  bank: Pick<Bank, 'timetable'>,
  { amount, payer, ...order }: TopupOrder,
): Promise<TopupRow> {
  const { cutoffAt, doneAt } = await bank.timetable({
    scope: work.scope,
    kind: 'debit',
    currency: amount.currency,
    at: Math.floor(work.now.getTime() / 1000),
    onTestClock: work.frozenAt !== undefined,
  });
  const topup = await insertTopup(work, {
    ...owned(work.scope),
    id: newId(work, 'topup'),
    amount: amount.minor,
    currency: amount.currency,
    balance_type: order.balanceType,
    status: 'pending',
    bank_account_id: payer.bankAccount.id,
    source_id: payer.sourceId,
    payment_method_id: payer.paymentMethodId,
    description: order.description ?? null,
    statement_descriptor: order.statementDescriptor ?? null,
    transfer_group: order.transferGroup ?? null,
    metadata: toJson(order.metadata ?? {}),
    initiated_by: order.initiatedBy,
    cutoff_at: new Date(cutoffAt * 1000),
    available_at: new Date(doneAt * 1000),
    created_at: work.now,
  });
  await enqueue(work, { kind: 'topup', objectId: topup.id, payload: { cutoffAt } });
  const object = topupToWire(await viewTopup(work.trx, work.scope, topup));
  await recordEvent(work, { type: 'topup.created', object });
  return topup;
}
