import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AccountId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';
import type { LedgerAccountRow } from '../tables/ledger.ts';

/** The ledger accounts of one tenant that every purchase moves, in the currency of its cards. */
export type BalanceRow = Pick<
  LedgerAccountRow,
  | 'account_id'
  | 'code'
  | 'credits_pending'
  | 'credits_posted'
  | 'currency'
  | 'debits_pending'
  | 'debits_posted'
  | 'id'
  | 'livemode'
>;

/**
 * Locks the Issuing balances of tenants, and what stands against them, until the end of the database
 * transaction. **This is the one lock of the fast path**: whoever decides a purchase, moves its money,
 * counts a limit or replaces one takes it first, so that all else can be read without a lock and is
 * true until the end. A balance that was never used is not there yet, and is left out.
 */
export async function lockBalances(
  db: Kysely<Database>,
  scopes: readonly Scope[],
): Promise<readonly BalanceRow[]> {
  const { rows } = await lockStatement(scopes).execute(db);
  return rows;
}

const lockStatement = (scopes: readonly Scope[]): RawBuilder<BalanceRow> => sql`
  /* prepared: lock_balances */
  select l.account_id, l.livemode, l.id, l.code, l.currency,
    l.debits_pending, l.debits_posted, l.credits_pending, l.credits_posted
  from unnest(
    ${scopes.map(({ accountId }): AccountId => accountId)}::text[],
    ${scopes.map(({ livemode }) => livemode)}::boolean[]
  ) as scope (account_id, livemode)
  join account a on a.id = scope.account_id
  join ledger_account l
    on l.account_id = scope.account_id and l.livemode = scope.livemode
    and l.currency = a.default_currency
    and l.code in ('issuing_balance', 'network_settlement')
  -- Issuing balances first and then by their ids, as everywhere: two that want the same queue, and never cross.
  order by l.code <> 'issuing_balance', l.id
  for no key update of l`;
