import type { IssuingTransactionId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import { toJson } from '../json.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** The row is locked by whoever merged the metadata: else a merge that ran beside it would be lost. */
export async function updateTransactionMetadata(
  { trx, scope }: UnitOfWork,
  id: IssuingTransactionId,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  await trx
    .updateTable('issuing_transaction')
    .set({ metadata: toJson(metadata) })
    .where((eb) => eb.and({ ...owned(scope), id }))
    .execute();
}
