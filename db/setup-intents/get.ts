import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { SetupIntentRow } from '../tables/pull-funding.ts';

/** @throws `resource_missing`: another account's setup intent and one that never was are the same answer. */
export async function getSetupIntent(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<SetupIntentRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockSetupIntent(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<SetupIntentRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('setupIntent', text);
  return (
    id &&
    db
      .selectFrom('setup_intent')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: SetupIntentRow | undefined, id: string): SetupIntentRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'setup intent', id }, { param: 'intent' });
}
