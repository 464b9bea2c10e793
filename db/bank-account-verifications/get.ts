import type { Kysely, Transaction } from 'kysely';
import type { BankAccountId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { BankAccountVerificationRow } from '../tables/pull-funding.ts';

/** The verification of a bank account that has one: whoever asks has begun it. */
export const getVerification = (
  db: Kysely<Database>,
  scope: Scope,
  id: BankAccountId,
): Promise<BankAccountVerificationRow> => byId(db, scope, id).executeTakeFirstOrThrow();

export const findVerification = (
  db: Kysely<Database>,
  scope: Scope,
  id: BankAccountId,
): Promise<BankAccountVerificationRow | undefined> => byId(db, scope, id).executeTakeFirst();

/** Locked until the end of the database transaction: of two entries at once the second sees the first. */
export const lockVerification = (
  trx: Transaction<Database>,
  scope: Scope,
  id: BankAccountId,
): Promise<BankAccountVerificationRow | undefined> =>
  byId(trx, scope, id).forNoKeyUpdate().executeTakeFirst();

const byId = (db: Kysely<Database>, scope: Scope, id: BankAccountId) =>
  db
    .selectFrom('bank_account_verification')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), id }));
