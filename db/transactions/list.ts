import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, type IssuingTransactionRow, owned } from '../database.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';

interface TransactionFilter {
  readonly card?: string | undefined;
  readonly cardholder?: string | undefined;
  readonly created?: Period | undefined;
  readonly type?: 'capture' | 'refund' | undefined;
}

/** Issuing transactions that meet every condition given, newest first. */
export function listTransactions(
  db: Kysely<Database>,
  scope: Scope,
  {
    card: card_id,
    cardholder: cardholder_id,
    created,
    type,
    ...cursors
  }: TransactionFilter & Cursors,
): Promise<Page<IssuingTransactionRow>> {
  const query = db
    .selectFrom('issuing_transaction')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(matching({ card_id, cardholder_id, type }))
    .where(createdWithin('created_at', created));
  const list = { db, scope, table: 'issuing_transaction', object: 'issuing transaction' } as const;
  return pageOf({ ...list, query }, cursors);
}
