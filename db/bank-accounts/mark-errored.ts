import type { BankAccountId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { BankAccountRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** A payout to it came back: nothing is sent there until somebody looks. `undefined` when that is known. */
export const markErrored = (
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  id: BankAccountId,
): Promise<BankAccountRow | undefined> =>
  trx
    .updateTable('bank_account')
    .set({ status: 'errored' })
    .where((eb) => eb.and([eb.and({ ...owned(scope), id }), eb('status', '<>', 'errored')]))
    .returningAll()
    .executeTakeFirst();
