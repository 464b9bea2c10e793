import type { Currency } from '../../domain/money.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Makes room for another default: a currency has one. */
export async function clearDefault(
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  currency: Currency,
): Promise<void> {
  await trx
    .updateTable('bank_account')
    .set({ default_for_currency: false })
    .where((eb) => eb.and({ ...owned(scope), currency, default_for_currency: true }))
    .execute();
}
