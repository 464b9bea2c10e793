import { type Kysely, sql, type Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { type LedgerAccountId, type NegativeBalanceId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { NegativeBalanceChange, NegativeBalanceRow } from '../tables/push-funding.ts';
import { newId, type UnitOfWork } from '../unit-of-work.ts';

type Noticed = Pick<
  NegativeBalanceRow,
  'amount' | 'balance_type' | 'currency' | 'ledger_account_id'
>;

/** Opens one. `undefined`: one is open already. The caller has locked the balance. */
export const openNegativeBalance = (
  work: UnitOfWork,
  noticed: Noticed,
): Promise<NegativeBalanceRow | undefined> =>
  work.trx
    .insertInto('negative_balance')
    .values({
      ...owned(work.scope),
      ...noticed,
      id: newId(work, 'negativeBalance'),
      status: 'open',
      created_at: work.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'ledger_account_id'])
        .where('status', '=', 'open')
        .doNothing(),
    )
    .returningAll()
    .executeTakeFirst();

/** @throws `resource_missing`. */
export async function getNegativeBalance(
  db: Kysely<Database>,
  scope: Scope,
  id: NegativeBalanceId,
): Promise<NegativeBalanceRow> {
  return found(await byId(db, scope, id).executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockNegativeBalance(
  trx: Transaction<Database>,
  scope: Scope,
  id: NegativeBalanceId,
): Promise<NegativeBalanceRow> {
  return found(await byId(trx, scope, id).forNoKeyUpdate().executeTakeFirst(), id);
}

const byId = (db: Kysely<Database>, scope: Scope, id: NegativeBalanceId) =>
  db
    .selectFrom('negative_balance')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), id }));

function found(row: NegativeBalanceRow | undefined, id: string): NegativeBalanceRow {
  if (row) return row;
  throw failure(
    'resource_missing',
    { object: 'negative balance', id },
    { param: 'negative_balance' },
  );
}

export const updateNegativeBalance = (
  { trx, scope }: UnitOfWork,
  id: NegativeBalanceId,
  change: NegativeBalanceChange,
): Promise<NegativeBalanceRow> =>
  trx
    .updateTable('negative_balance')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();

export const findOpenOf = (
  db: Kysely<Database>,
  scope: Scope,
  ledgerAccountId: LedgerAccountId,
): Promise<NegativeBalanceRow | undefined> =>
  db
    .selectFrom('negative_balance')
    .selectAll()
    .where((eb) =>
      eb.and({ ...owned(scope), ledger_account_id: ledgerAccountId, status: 'open' as const }),
    )
    .executeTakeFirst();

/** Those that are open, longest first, of every account: only the operator may ask. */
export async function listOpenBalances(
  db: Kysely<Database>,
  { after, limit }: { readonly after: NegativeBalanceId | undefined; readonly limit: number },
): Promise<readonly NegativeBalanceRow[]> {
  const open = db.selectFrom('negative_balance').selectAll().where('status', '=', 'open');
  const rest = after === undefined ? open : open.where('id', '>', after);
  return rest.orderBy('id').limit(limit).execute();
}

/** One of them. */
export async function findOpenBalance(
  db: Kysely<Database>,
  text: string,
): Promise<NegativeBalanceRow | undefined> {
  const id = parseId('negativeBalance', text);
  if (!id) return undefined;
  const open = db.selectFrom('negative_balance').selectAll().where('status', '=', 'open');
  return open.where('id', '=', id).executeTakeFirst();
}

export interface UnfollowedBalance {
  readonly scope: Scope;
  readonly ledgerAccountId: LedgerAccountId;
}

/**
 * Balances whose sign and whose row do not agree: below zero without an open row, or with one and not
 * below zero any more. No index holds them, on purpose: Postgres would have to change it with every purchase,
 * which now changes its balance without touching any index. A scan of one small row per account and
 * currency is the cheaper of the two.
 */
export async function findUnfollowed(
  db: Kysely<Database>,
  { limit }: { readonly limit: number },
): Promise<readonly UnfollowedBalance[]> {
  const { rows } = await sql<{
    readonly account_id: Scope['accountId'];
    readonly livemode: boolean;
    readonly id: LedgerAccountId;
  }>`
    select l.account_id, l.livemode, l.id
    from ledger_account l
    left join negative_balance n
      on n.account_id = l.account_id and n.ledger_account_id = l.id and n.status = 'open'
    where l.code in ('issuing_balance', 'payments_balance')
      and (l.credits_posted - l.debits_posted - l.debits_pending < 0) <> (n.id is not null)
      -- Who is to be told and cannot be now, because Temporal is away, is told once when it is back.
      and not exists (
        select from outbox o
        where o.account_id = l.account_id and o.kind = 'negative_balance' and o.object_id = n.id)
    order by l.account_id, l.id
    limit ${limit}`.execute(db);
  return rows.map(({ account_id: accountId, livemode, id }) => ({
    scope: { accountId, livemode },
    ledgerAccountId: id,
  }));
}
