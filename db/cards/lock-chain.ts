import type { Transaction } from 'kysely';
import type { CardId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type IssuingCardRow, owned } from '../database.ts';

/**
 * All cards of a chain of replacements, oldest first, locked until the end of the database transaction.
 * The caller holds the lock of the Issuing balance: two that lock several cards never cross.
 */
export async function lockChain(
  trx: Transaction<Database>,
  scope: Scope,
  chain: CardId,
): Promise<IssuingCardRow[]> {
  return trx
    .selectFrom('issuing_card')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), chain_id: chain }))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}
