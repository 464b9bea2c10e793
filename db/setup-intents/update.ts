import type { SetupIntentId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { SetupIntentChange, SetupIntentRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a setup intent that is locked, and answers with it as Postgres holds it. */
export const updateSetupIntent = async (
  { trx, scope }: Pick<UnitOfWork, 'scope' | 'trx'>,
  id: SetupIntentId,
  change: SetupIntentChange,
): Promise<SetupIntentRow> =>
  trx
    .updateTable('setup_intent')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
