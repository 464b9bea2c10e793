import type { TopupId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { TopupChange, TopupRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a top-up that is locked, and answers with it as Postgres holds it. */
export const updateTopup = async (
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  id: TopupId,
  change: TopupChange,
): Promise<TopupRow> =>
  trx
    .updateTable('topup')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
