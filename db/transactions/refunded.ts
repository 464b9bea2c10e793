import type { IssuingTransactionId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** What has been given back of a capture, in minor units. It is locked, so that the sum stays until the commit. */
export async function refundedAmount(
  { trx, scope }: UnitOfWork,
  capture: IssuingTransactionId,
): Promise<bigint> {
  const refunds = await trx
    .selectFrom('issuing_transaction')
    .select('amount')
    .where((eb) => eb.and({ ...owned(scope), refund_of: capture }))
    .execute();
  return refunds.reduce((sum, { amount }) => sum + amount, 0n);
}
