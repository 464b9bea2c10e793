import type { Kysely, Transaction } from 'kysely';
import { type Database, owned } from '../../db/database.ts';
import { type LedgerAccounts, lockLedgerAccounts } from '../../db/ledger/lock-ledger-accounts.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type LedgerAccountId, makeId } from '../../domain/ids.ts';
import { LEDGER_ACCOUNT_CODES, type LedgerAccountCode } from '../../domain/ledger/accounts.ts';
import {
  type Hold,
  type Movement,
  openedHold,
  type Transfer,
} from '../../domain/ledger/transfer.ts';
import { invariant } from '../../domain/invariant.ts';
import { type Currency, money } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';

export const AT = new Date('2027-01-01T00:00:00Z');
export const usd = (minor: bigint) => money(minor, 'usd');

let made = 0;
/** Texts of one length that grow, as the ids of the product do. */
export const nextUnique = (): string => `${process.pid}T${String(++made).padStart(10, '0')}`;

export const movementOf = (
  transfers: readonly Transfer[],
  about: Pick<Movement, 'authorizationId' | 'issuingTransactionId' | 'sourceId'> = {},
): Movement => ({ id: nextUnique(), at: AT, ...about, transfers });

export function holdOpenedBy(movement: Movement): Hold {
  const hold = openedHold(movement);
  invariant(hold, 'the test opens a hold');
  return hold;
}

/** A tenant of its own, so that tests which share a database do not share a balance. */
export async function createAccount(db: Kysely<Database>): Promise<Scope> {
  const accountId = makeId('account', nextUnique());
  const row = {
    id: accountId,
    country: 'US',
    default_currency: 'usd',
    business_name: 'Test',
    card_issuing: 'active',
    default_brand: 'Visa',
    created_at: AT,
  } as const;
  await db.insertInto('account').values(row).execute();
  return { accountId, livemode: false };
}

export const workOf = (trx: Transaction<Database>, scope: Scope): UnitOfWork => ({
  trx,
  scope,
  now: AT,
  realNow: AT,
  unique: nextUnique,
  seal: (_place, text) => Buffer.from(text),
  cause: { requestId: null, idempotencyKey: null },
  enqueued: [],
});

export interface Books {
  readonly bank: LedgerAccountId;
  readonly funds: LedgerAccountId;
  readonly settlement: LedgerAccountId;
}

/** All ledger accounts of one currency, by code. */
export async function chartOf(
  db: Kysely<Database>,
  scope: Scope,
  currency: Currency,
): Promise<Readonly<Record<LedgerAccountCode, LedgerAccountId>>> {
  const accounts = await opened(db, { scope, currency }, LEDGER_ACCOUNT_CODES);
  return {
    bank_clearing: accounts.bank_clearing.id,
    card_fees: accounts.card_fees.id,
    in_transit: accounts.in_transit.id,
    issuing_balance: accounts.issuing_balance.id,
    network_settlement: accounts.network_settlement.id,
    payments_balance: accounts.payments_balance.id,
    suspense: accounts.suspense.id,
    write_offs: accounts.write_offs.id,
  };
}

/** The ledger accounts that cards use, in the words of the templates. */
export async function booksOf(
  db: Kysely<Database>,
  scope: Scope,
  currency: Currency,
): Promise<Books> {
  const codes = ['bank_clearing', 'issuing_balance', 'network_settlement'] as const;
  const accounts = await opened(db, { scope, currency }, codes);
  return {
    bank: accounts.bank_clearing.id,
    funds: accounts.issuing_balance.id,
    settlement: accounts.network_settlement.id,
  };
}

const opened = <C extends LedgerAccountCode>(
  db: Kysely<Database>,
  { scope, currency }: { readonly scope: Scope; readonly currency: Currency },
  codes: readonly C[],
): Promise<LedgerAccounts<C>> =>
  db.transaction().execute((trx) => lockLedgerAccounts(workOf(trx, scope), currency, codes));

export const balancesOf = (db: Kysely<Database>, scope: Scope, currency: Currency) =>
  db
    .selectFrom('ledger_account')
    .select(['code', 'debits_pending', 'debits_posted', 'credits_pending', 'credits_posted'])
    .where((eb) => eb.and({ ...owned(scope), currency }))
    .orderBy('code')
    .execute();
