import type { LedgerAccountId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { LedgerAccountRow } from '../tables/ledger.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** One ledger account by its id, locked until the end of the database transaction. */
export const lockLedgerAccount = (
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  id: LedgerAccountId,
): Promise<LedgerAccountRow> =>
  trx
    .selectFrom('ledger_account')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), id }))
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
