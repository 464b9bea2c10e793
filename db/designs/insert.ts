import type { DesignRow, NewDesign } from '../tables/design.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a design and answers with it as Postgres holds it. */
export const insertDesign = async ({ trx }: UnitOfWork, design: NewDesign): Promise<DesignRow> =>
  trx
    .insertInto('issuing_personalization_design')
    .values(design)
    .returningAll()
    .executeTakeFirstOrThrow();
