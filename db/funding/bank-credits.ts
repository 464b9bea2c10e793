import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { type BankCreditId, parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { BankCreditChange, BankCreditRow, NewBankCredit } from '../tables/push-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * Adds what a bank has told of. `undefined`: it is there already. Who brings the same advice at the same
 * time waits here until the other has booked it, and so never books it again.
 */
export const insertBankCredit = (
  { trx }: UnitOfWork,
  values: NewBankCredit,
): Promise<BankCreditRow | undefined> =>
  trx
    .insertInto('bank_credit')
    .values(values)
    .onConflict((conflict) => conflict.constraint('bank_credit_is_booked_once').doNothing())
    .returningAll()
    .executeTakeFirst();

export const findAdvised = (
  db: Kysely<Database>,
  advice: Pick<BankCreditRow, 'advised_by' | 'bank_reference'>,
): Promise<BankCreditRow | undefined> =>
  db
    .selectFrom('bank_credit')
    .selectAll()
    .where('advised_by', '=', advice.advised_by)
    .where('bank_reference', '=', advice.bank_reference)
    .executeTakeFirst();

/** @throws `resource_missing`: another account's and one that never was are the same answer. */
export async function getBankCredit(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<BankCreditRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction. */
export async function lockBankCredit(
  trx: Transaction<Database>,
  scope: Scope,
  id: BankCreditId,
): Promise<BankCreditRow> {
  return found(await byId(trx, scope, id)?.forNoKeyUpdate().executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('bankCredit', text);
  return (
    id &&
    db
      .selectFrom('bank_credit')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: BankCreditRow | undefined, id: string): BankCreditRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'bank credit', id }, { param: 'bank_credit' });
}

export const updateBankCredit = (
  { trx, scope }: UnitOfWork,
  id: BankCreditId,
  change: BankCreditChange,
): Promise<BankCreditRow> =>
  trx
    .updateTable('bank_credit')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();

export function listBankCredits(
  db: Kysely<Database>,
  scope: Scope,
  cursors: Cursors,
): Promise<Page<BankCreditRow>> {
  const query = db
    .selectFrom('bank_credit')
    .selectAll()
    .where((eb) => eb.and(owned(scope)));
  return pageOf({ db, scope, table: 'bank_credit', object: 'bank credit', query }, cursors);
}

/**
 * What waits for a person, longest first, of every account: only the operator may ask, so no scope is
 * given. An index of its own holds these few.
 */
export async function listWaitingCredits(
  db: Kysely<Database>,
  { after, limit }: { readonly after: BankCreditId | undefined; readonly limit: number },
): Promise<readonly BankCreditRow[]> {
  const waiting = db
    .selectFrom('bank_credit')
    .selectAll()
    .where('status', 'in', ['held', 'returning']);
  const rest = after === undefined ? waiting : waiting.where('id', '>', after);
  return rest.orderBy('id').limit(limit).execute();
}

/** One of them. */
export const findWaitingCredit = (
  db: Kysely<Database>,
  id: BankCreditId,
): Promise<BankCreditRow | undefined> =>
  db
    .selectFrom('bank_credit')
    .selectAll()
    .where('status', 'in', ['held', 'returning'])
    .where('id', '=', id)
    .executeTakeFirst();
