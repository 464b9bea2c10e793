import type { PayoutId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { PayoutChange, PayoutRow } from '../tables/payout.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a payout that is locked, and answers with it as Postgres holds it. */
export const updatePayout = (
  { trx, scope }: UnitOfWork,
  id: PayoutId,
  change: PayoutChange,
): Promise<PayoutRow> =>
  trx
    .updateTable('payout')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
