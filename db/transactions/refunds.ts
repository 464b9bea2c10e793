import type { IssuingTransactionId } from '../../domain/ids.ts';
import { type IssuingTransactionRow, owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** What has been given back of a capture. Its balance is locked, so that no more comes before the commit. */
export const refundsOf = (
  { trx, scope }: UnitOfWork,
  capture: IssuingTransactionId,
): Promise<IssuingTransactionRow[]> =>
  trx
    .selectFrom('issuing_transaction')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), refund_of: capture }))
    .execute();
