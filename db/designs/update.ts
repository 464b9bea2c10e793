import type { PersonalizationDesignId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { DesignChange, DesignRow } from '../tables/design.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes what changed of a design that is locked, and answers with it as Postgres holds it. */
export const updateDesign = async (
  { trx, scope }: UnitOfWork,
  id: PersonalizationDesignId,
  change: DesignChange,
): Promise<DesignRow> =>
  trx
    .updateTable('issuing_personalization_design')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
