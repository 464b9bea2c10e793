import type { BankAccountTokenId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Of two that use it at once one finds it used: this waits for whoever was first. */
export async function useToken(
  { trx, scope, now }: Pick<UnitOfWork, 'now' | 'scope' | 'trx'>,
  id: BankAccountTokenId,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('bank_account_token')
    .set({ used_at: now })
    .where((eb) => eb.and([eb.and({ ...owned(scope), id }), eb('used_at', 'is', null)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
