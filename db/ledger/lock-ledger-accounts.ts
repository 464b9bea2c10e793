import { sql } from 'kysely';
import type { LedgerAccountId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Balances, LedgerAccountCode } from '../../domain/ledger/accounts.ts';
import type { Currency } from '../../domain/money.ts';
import { owned } from '../database.ts';
import type { LedgerAccountRow } from '../tables/ledger.ts';
import { newId, type UnitOfWork } from '../unit-of-work.ts';
import { balancesIn } from './balances.ts';

export interface LedgerAccount extends Balances {
  readonly id: LedgerAccountId;
}
export type LedgerAccounts<C extends LedgerAccountCode> = Readonly<Record<C, LedgerAccount>>;

type LockingWork = Pick<UnitOfWork, 'now' | 'scope' | 'trx' | 'unique'>;

/**
 * Locks ledger accounts of one currency until the end of the database transaction, so that what is
 * read here is still true when a movement is written. Those that do not exist yet are made: the first
 * use of a currency takes three round trips, every later one takes one.
 */
export async function lockLedgerAccounts<C extends LedgerAccountCode>(
  work: LockingWork,
  currency: Currency,
  codes: readonly C[],
): Promise<LedgerAccounts<C>> {
  const locked = await lockExisting(work, currency, codes);
  if (hasAll(locked, codes)) return locked;
  await createMissing(work, currency, codes);
  const complete = await lockExisting(work, currency, codes);
  invariant(hasAll(complete, codes), 'a ledger account that was just made is there');
  return complete;
}

/**
 * The Issuing balance first, because it is the one lock of an account's purchases and comes before any
 * other, the rest in the order of their ids: two that want the same accounts queue, and never cross.
 */
async function lockExisting(
  { trx, scope }: LockingWork,
  currency: Currency,
  codes: readonly LedgerAccountCode[],
): Promise<Readonly<Partial<Record<string, LedgerAccount>>>> {
  const rows = await trx
    .selectFrom('ledger_account')
    .selectAll()
    .where((eb) => eb.and([eb.and({ ...owned(scope), currency }), eb('code', 'in', codes)]))
    .orderBy(sql`code <> 'issuing_balance'`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return Object.fromEntries(rows.map((row) => [row.code, toLedgerAccount(row)]));
}

/** Another database transaction may make the same at once: the later waits for it, and makes none. */
async function createMissing(
  work: LockingWork,
  currency: Currency,
  codes: readonly LedgerAccountCode[],
): Promise<void> {
  const rows = codes.toSorted().map((code) => ({
    ...owned(work.scope),
    id: newId(work, 'ledgerAccount'),
    code,
    currency,
    created_at: work.now,
  }));
  await work.trx
    .insertInto('ledger_account')
    .values(rows)
    .onConflict((conflict) =>
      conflict.constraint('ledger_account_is_one_per_code_and_currency').doNothing(),
    )
    .execute();
}

const toLedgerAccount = (row: LedgerAccountRow): LedgerAccount => ({
  id: row.id,
  ...balancesIn(row),
});

const hasAll = <C extends LedgerAccountCode>(
  accounts: Readonly<Partial<Record<string, LedgerAccount>>>,
  codes: readonly C[],
): accounts is LedgerAccounts<C> => codes.every((code) => code in accounts);
