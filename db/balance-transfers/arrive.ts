import type { BalanceTransferId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes that a transfer, which is locked, has reached its balance by this movement. */
export async function noteArrival(
  { trx, scope }: UnitOfWork,
  id: BalanceTransferId,
  arrival_movement: string,
): Promise<void> {
  await trx
    .updateTable('balance_transfer')
    .set({ status: 'succeeded', arrival_movement })
    .where((eb) => eb.and({ ...owned(scope), id }))
    .execute();
}
