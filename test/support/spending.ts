/** What was spent, with the least that the schema asks of it: tests of limits depend on nothing but limits. */
import { owned } from '../../db/database.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import {
  type AuthorizationId,
  type CardholderId,
  type CardId,
  type IssuingTransactionId,
  makeId,
} from '../../domain/ids.ts';
import { uniqueText } from '../../infra/ids.ts';

export interface PaperSpending {
  readonly card: CardId;
  readonly cardholder: CardholderId;
  readonly category: string;
  readonly amount: bigint;
}

let turn = 0;
const uniqueAt = ({ now }: UnitOfWork) => uniqueText(now.getTime(), ++turn);

const commonTo = ({ scope, now }: UnitOfWork, spending: PaperSpending, signed: bigint) => ({
  ...owned(scope),
  card_id: spending.card,
  cardholder_id: spending.cardholder,
  amount: signed,
  currency: 'usd' as const,
  merchant_amount: signed,
  merchant_currency: 'usd',
  merchant_data: JSON.stringify({ category: spending.category }),
  network_data: '{}',
  wallet: null,
  metadata: '{}',
  created_at: now,
});

/** An authorization that counts `amount`, at the time of the work. It holds nothing. */
export async function spend(work: UnitOfWork, spending: PaperSpending): Promise<AuthorizationId> {
  const id = makeId('authorization', uniqueAt(work));
  await work.trx
    .insertInto('issuing_authorization')
    .values({
      ...commonTo(work, spending, spending.amount),
      id,
      status: 'closed',
      approved: true,
      authorization_method: 'online',
      verification_data: '{}',
      request_history: '[]',
      trace: '{}',
      spent: spending.amount,
      expires_at: work.now,
    })
    .execute();
  return id;
}

interface PaperClearing {
  readonly type: 'capture' | 'refund';
  readonly refundOf?: IssuingTransactionId;
}

/** A capture, or a refund of one or of none, that belongs to no authorization. */
export async function clear(
  work: UnitOfWork,
  spending: PaperSpending,
  { type, refundOf }: PaperClearing,
): Promise<IssuingTransactionId> {
  const id = makeId('issuingTransaction', uniqueAt(work));
  const signed = type === 'capture' ? -spending.amount : spending.amount;
  await work.trx
    .insertInto('issuing_transaction')
    .values({
      ...commonTo(work, spending, signed),
      id,
      type,
      authorization_id: null,
      movement: uniqueAt(work),
      refund_of: refundOf ?? null,
    })
    .execute();
  return id;
}
