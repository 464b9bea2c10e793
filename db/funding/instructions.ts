import { type Kysely, sql } from 'kysely';
import { accountNumber } from '../../domain/funding/account-number.ts';
import {
  ADDRESS_TYPES,
  BANK_CODES,
  type Destination,
} from '../../domain/funding/financial-address.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Currency } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { FundingInstructionsRow } from '../tables/push-funding.ts';
import { newId, type UnitOfWork } from '../unit-of-work.ts';

/** Those of an account for a currency, which are made at the first question and stay for ever. */
export async function obtainInstructions(
  work: UnitOfWork,
  currency: Currency,
): Promise<FundingInstructionsRow> {
  const standing = await findInstructions(work.trx, work.scope, currency);
  return standing ?? makeInstructions(work, currency);
}

async function makeInstructions(
  work: UnitOfWork,
  currency: Currency,
): Promise<FundingInstructionsRow> {
  const { trx, scope } = work;
  const { rows } = await sql<{ readonly serial: bigint }>`
    select nextval('funding_address_serial') as serial`.execute(trx);
  const serial = rows[0]?.serial ?? 0n;
  // Who asks for the same at once waits here for the other's, and takes it: his own serial is lost.
  await trx
    .insertInto('funding_instructions')
    .values({
      ...owned(scope),
      id: newId(work, 'fundingInstructions'),
      currency,
      address_type: ADDRESS_TYPES[currency],
      bank_code: BANK_CODES[currency],
      account_number: accountNumber(currency, serial),
      created_at: work.now,
    })
    .onConflict((conflict) =>
      conflict.constraint('funding_instructions_are_one_per_currency').doNothing(),
    )
    .execute();
  const made = await findInstructions(trx, scope, currency);
  invariant(made, 'instructions that were just made are there');
  return made;
}

const findInstructions = (
  db: Kysely<Database>,
  scope: Scope,
  currency: Currency,
): Promise<FundingInstructionsRow | undefined> =>
  db
    .selectFrom('funding_instructions')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), currency }))
    .executeTakeFirst();

/** Whose account number this is, of all accounts. */
export const findAddressee = (
  db: Kysely<Database>,
  { bankCode, accountNumber: number }: Destination,
): Promise<FundingInstructionsRow | undefined> =>
  db
    .selectFrom('funding_instructions')
    .selectAll()
    .where((eb) => eb.and({ bank_code: bankCode, account_number: number }))
    .executeTakeFirst();

export function listInstructions(
  db: Kysely<Database>,
  scope: Scope,
  cursors: Cursors,
): Promise<Page<FundingInstructionsRow>> {
  const query = db
    .selectFrom('funding_instructions')
    .selectAll()
    .where((eb) => eb.and(owned(scope)));
  const list = {
    db,
    scope,
    table: 'funding_instructions',
    object: 'funding instructions',
  } as const;
  return pageOf({ ...list, query }, cursors);
}
