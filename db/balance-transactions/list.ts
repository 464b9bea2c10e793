import { type Kysely, type RawBuilder, sql } from 'kysely';
import { kindOfId } from '../../domain/ids.ts';
import { codesShownAs, isHoldType } from '../../domain/ledger/balance-transaction.ts';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, owned } from '../database.ts';
import type { BalanceTransactionRow } from '../tables/ledger.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Key, type Page, pageOf } from '../page.ts';

interface BalanceTransactionFilter {
  readonly created?: Period | undefined;
  readonly currency?: string | undefined;
  readonly payout?: string | undefined;
  /** The id of what it is about. */
  readonly source?: string | undefined;
  readonly type?: string | undefined;
}

/** `txn_`, the movement, the part: the ledger is indexed by movement, and the view's id by nothing. */
const byMovementAndPart: Key = {
  columns: ['movement', 'part'],
  valuesIn: (id) => /^txn_([A-Za-z0-9]+)([012])$/.exec(id)?.slice(1) ?? [],
};

/** Lines of the balance that meet every condition given, newest first. */
export function listBalanceTransactions(
  db: Kysely<Database>,
  scope: Scope,
  {
    created,
    currency,
    payout,
    source: source_id,
    type,
    ...cursors
  }: BalanceTransactionFilter & Cursors,
): Promise<Page<BalanceTransactionRow>> {
  const query = db
    .selectFrom('balance_transaction')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(matching({ currency, movement_source_id: payout, source_id, type }))
    .where(near(scope, source_id))
    .where(ofType(type))
    .where(createdWithin('created_at', created));
  const list = { db, scope, table: 'balance_transaction', object: 'balance transaction' } as const;
  return pageOf({ ...list, query, key: byMovementAndPart }, cursors);
}

/** The view computes its sources. This names the movements that can have one in the terms of an index. */
function near({ accountId }: Scope, source: string | undefined): RawBuilder<boolean> {
  if (source === undefined) return sql<boolean>`true`;
  const ofTransaction = sql`select movement from issuing_transaction
    where account_id = ${accountId} and id = ${source}`;
  const kind = kindOfId(source);
  if (kind === 'issuingTransaction') return sql<boolean>`movement = (${ofTransaction})`;
  return kind === 'authorization'
    ? sql<boolean>`authorization_id = ${source}`
    : sql<boolean>`movement_source_id = ${source}`;
}

/** The same of its types: those that are rare among purchases have an index of their own. */
function ofType(type: string | undefined): RawBuilder<boolean> {
  if (type === undefined || isHoldType(type)) return sql<boolean>`true`;
  const codes = codesShownAs(type);
  return codes.length === 0 ? sql<boolean>`false` : sql<boolean>`code in (${sql.join(codes)})`;
}
