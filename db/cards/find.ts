import type { Kysely } from 'kysely';
import type { CardId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingCardRow, owned } from '../database.ts';

/** Those of these cards that exist, in no order, with one query however many there are. */
export async function findCards(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly CardId[],
): Promise<IssuingCardRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('issuing_card')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(ids)])]))
    .execute();
}
