import type { Kysely } from 'kysely';
import type { AuthorizationId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingAuthorizationRow, owned } from '../database.ts';

/** Those of these authorizations that exist, in no order, with one query however many there are. */
export async function findAuthorizations(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly AuthorizationId[],
): Promise<IssuingAuthorizationRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('issuing_authorization')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(ids)])]))
    .execute();
}
