import { recordEvent } from '../../../../../db/events/record.ts';
import { getTransaction } from '../../../../../db/transactions/get.ts';
import type { UnitOfWork } from '../../../../../db/unit-of-work.ts';
import type { IssuingTransactionId } from '../../../../../domain/ids.ts';
import {
  type IssuingTransaction,
  transactionToWire,
} from '../../../../wire/issuing-transaction.ts';

/** Tells of a transaction that was just cleared, and gives it as it stands on the wire. */
export async function tellTransaction(
  work: UnitOfWork,
  id: IssuingTransactionId,
): Promise<IssuingTransaction> {
  const object = transactionToWire(await getTransaction(work.trx, work.scope, id));
  await recordEvent(work, { type: 'issuing_transaction.created', object });
  return object;
}
