import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { writeMovement } from '../../db/ledger/write-movement.ts';
import { lockLedgerAccounts } from '../../db/ledger/lock-ledger-accounts.ts';
import { toJson } from '../../db/json.ts';
import { newId, type UnitOfWork } from '../../db/unit-of-work.ts';
import { type CardholderId, type CardId, makeId } from '../../domain/ids.ts';
import { fundIssuingBalance } from '../../domain/ledger/templates.ts';
import { money } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import { NO_SPENDING_CONTROLS } from '../../domain/spending-controls.ts';
import { keyring } from '../../infra/crypto/keyring.ts';
import { seal } from '../../infra/crypto/seal.ts';
import { uniqueText } from '../../infra/ids.ts';

export const testKeys = keyring(Buffer.alloc(32, 7).toString('base64'));

let ticks = 1_800_000_000_000;

/** Ids that sort in the order in which they are made, from one process as well as from many. */
export const nextUnique = (): string => uniqueText(ticks++);

/** Runs one change as a command of the API would, without HTTP. */
export function inWork<T>(
  db: Kysely<Database>,
  scope: Scope,
  run: (work: UnitOfWork) => Promise<T>,
  now = new Date('2027-01-15T12:00:00Z'),
): Promise<T> {
  return db.transaction().execute((trx) =>
    run({
      trx,
      scope,
      now,
      realNow: now,
      unique: nextUnique,
      seal: (place, text) => seal(testKeys, place, text),
      cause: { requestId: null, idempotencyKey: null },
      enqueued: [],
    }),
  );
}

export interface Program {
  readonly scope: Scope;
  readonly cardholder: CardholderId;
  readonly card: CardId;
}

/** A US account with `funds` on its Issuing balance, a cardholder in good standing and an active card. */
export async function openProgram(db: Kysely<Database>, funds: bigint): Promise<Program> {
  const scope = { accountId: makeId('account', nextUnique()), livemode: false };
  const created_at = new Date('2027-01-01T00:00:00Z');
  await db
    .insertInto('account')
    .values({
      id: scope.accountId,
      country: 'US',
      default_currency: 'usd',
      business_name: 'Testers',
      card_issuing: 'active',
      default_brand: 'Visa',
      created_at,
    })
    .execute();
  const cardholder = await insertCardholder(db, scope, created_at);
  const card = await insertCard(db, scope, cardholder);
  if (funds > 0n) await inWork(db, scope, (work) => fund(work, funds));
  return { scope, cardholder, card };
}

async function fund(work: UnitOfWork, minor: bigint): Promise<void> {
  const books = await lockLedgerAccounts(work, 'usd', ['bank_clearing', 'issuing_balance']);
  const accounts = { bank: books.bank_clearing.id, funds: books.issuing_balance.id };
  const transfers = fundIssuingBalance(accounts, money(minor, 'usd'));
  await writeMovement(work.trx, work.scope, { id: work.unique(), at: work.now, transfers });
}

export async function insertCardholder(
  db: Kysely<Database>,
  scope: Scope,
  created_at: Date,
): Promise<CardholderId> {
  const id = makeId('cardholder', nextUnique());
  await db
    .insertInto('issuing_cardholder')
    .values({
      account_id: scope.accountId,
      livemode: scope.livemode,
      id,
      type: 'individual',
      status: 'active',
      name: 'Jenny Rosen',
      address_line1: '510 Townsend St',
      address_city: 'San Francisco',
      address_state: 'CA',
      address_postal_code: '94103',
      address_country: 'US',
      first_name: 'Jenny',
      last_name: 'Rosen',
      date_of_birth: '1981-11-01',
      terms_accepted_at: created_at,
      terms_accepted_ip: '127.0.0.1',
      spending_controls: toJson(NO_SPENDING_CONTROLS),
      metadata: '{}',
      screening: 'clear',
      screening_request: 1,
      screening_revision: 1,
      created_at,
    })
    .execute();
  return id;
}

export async function insertCard(
  db: Kysely<Database>,
  scope: Scope,
  cardholder: CardholderId,
): Promise<CardId> {
  return inWork(db, scope, async (work) => {
    const id = newId(work, 'card');
    await work.trx
      .insertInto('issuing_card')
      .values({
        account_id: scope.accountId,
        livemode: scope.livemode,
        id,
        chain_id: id,
        cardholder_id: cardholder,
        type: 'virtual',
        status: 'active',
        brand: 'Visa',
        currency: 'usd',
        last4: '4242',
        exp_month: 12,
        exp_year: 2030,
        number_sealed: randomBytes(8),
        number_hash: randomBytes(32),
        cvc_sealed: randomBytes(8),
        spending_controls: toJson({ ...NO_SPENDING_CONTROLS, spending_limits_currency: 'usd' }),
        metadata: '{}',
        created_at: work.now,
      })
      .execute();
    return id;
  });
}
