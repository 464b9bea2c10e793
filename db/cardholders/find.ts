import type { Kysely } from 'kysely';
import type { CardholderId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingCardholderRow, owned } from '../database.ts';

/** Those of these cardholders that exist, in no order, with one query however many there are. */
export async function findCardholders(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly CardholderId[],
): Promise<IssuingCardholderRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('issuing_cardholder')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(ids)])]))
    .execute();
}
