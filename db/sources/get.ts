import type { Kysely } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { SourceRow } from '../tables/pull-funding.ts';

/** @throws `resource_missing`: another account's source and one that never was are the same answer. */
export async function getSource(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<SourceRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('source', text);
  return (
    id &&
    db
      .selectFrom('source')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: SourceRow | undefined, id: string): SourceRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'source', id }, { param: 'source' });
}
