import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { DesignRow } from '../tables/design.ts';
import { findDesigns } from './find.ts';

/** @throws `resource_missing`: one that may not be seen and one that never was are the same answer. */
export async function getDesign(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<DesignRow> {
  const design = parseId('personalizationDesign', id);
  const [row] = design === undefined ? [] : await findDesigns(db, scope, [design]);
  return found(row, id);
}

/** One of the account's own, locked until the end of the database transaction. */
export async function lockDesign(
  trx: Transaction<Database>,
  scope: Scope,
  text: string,
): Promise<DesignRow> {
  const id = parseId('personalizationDesign', text);
  const row =
    id &&
    (await trx
      .selectFrom('issuing_personalization_design')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
      .forNoKeyUpdate()
      .executeTakeFirst());
  return found(row, text);
}

function found(row: DesignRow | undefined, id: string): DesignRow {
  if (row) return row;
  const param = 'personalization_design';
  throw failure('resource_missing', { object: 'personalization design', id }, { param });
}
