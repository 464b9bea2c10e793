import { owned } from '../database.ts';
import type { BankAccountRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** What proves a bank account proves it for the account's own row of it too. There is one at most. */
export async function proveExternal(
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  { fingerprint, currency }: BankAccountRow,
): Promise<BankAccountRow | undefined> {
  return trx
    .updateTable('bank_account')
    .set({ status: 'verified' })
    .where((eb) =>
      eb.and([
        eb.and({ ...owned(scope), currency, fingerprint, status: 'new', is_external: true }),
        eb('deleted_at', 'is', null),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
}
