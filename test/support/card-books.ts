/** Authorizations and issuing transactions with the least that the schema asks of them, so that tests
 * of the ledger depend on nothing but the ledger. */
import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type Database, owned } from '../../db/database.ts';
import { writeMovement } from '../../db/ledger/write-movement.ts';
import type { AuthorizationStatus } from '../../domain/authorization/authorization.ts';
import { type AuthorizationId, type CardholderId, type CardId, makeId } from '../../domain/ids.ts';
import { holdFunds } from '../../domain/ledger/templates.ts';
import { type Movement, openedHold, type Transfer } from '../../domain/ledger/transfer.ts';
import type { Currency, Money } from '../../domain/money.ts';
import type { Scope } from '../../domain/scope.ts';
import {
  AT,
  type Books,
  booksOf,
  createAccount,
  movementOf,
  nextUnique,
} from './ledger-fixtures.ts';

/** A card, and the ledger accounts behind it. */
export interface CardBooks extends Books {
  readonly scope: Scope;
  readonly currency: Currency;
  readonly cardId: CardId;
  readonly cardholderId: CardholderId;
}

export interface Booking {
  readonly transfers: readonly Transfer[];
  /** The authorization that it is about, as it stands afterwards. */
  readonly authorization?: {
    readonly id: AuthorizationId;
    readonly status: AuthorizationStatus;
    readonly amount: bigint;
  };
  /** What an issuing transaction clears, from the cardholder's side: a capture is negative. */
  readonly cleared?: bigint;
}

export async function openCardBooks(
  db: Kysely<Database>,
  currency: Currency = 'usd',
  scope?: Scope,
): Promise<CardBooks> {
  const tenant = scope ?? (await createAccount(db));
  const books = await booksOf(db, tenant, currency);
  const cardholderId = makeId('cardholder', nextUnique());
  const cardId = makeId('card', nextUnique());
  const common = { ...owned(tenant), created_at: AT, spending_controls: '{}', metadata: '{}' };
  await db
    .insertInto('issuing_cardholder')
    .values({
      ...common,
      id: cardholderId,
      type: 'individual',
      status: 'active',
      name: 'Test',
      address_line1: '1 Main Street',
      address_city: 'Springfield',
      address_postal_code: '62701',
      address_country: 'US',
      screening: 'clear',
      screening_request: 1,
      screening_revision: 1,
    })
    .execute();
  await db
    .insertInto('issuing_card')
    .values({
      ...common,
      id: cardId,
      chain_id: cardId,
      cardholder_id: cardholderId,
      type: 'virtual',
      status: 'active',
      brand: 'Visa',
      currency,
      last4: '4242',
      exp_month: 1,
      exp_year: 2031,
      number_sealed: Buffer.of(1),
      number_hash: randomBytes(32),
      cvc_sealed: Buffer.of(1),
    })
    .execute();
  return { ...books, scope: tenant, currency, cardId, cardholderId };
}

export const approve = (
  db: Kysely<Database>,
  books: CardBooks,
  amount: Money,
): Promise<Movement> => {
  const id = makeId('authorization', nextUnique());
  const authorization = { id, status: 'pending', amount: amount.minor } as const;
  return book(db, books, { transfers: holdFunds(books, amount), authorization });
};

/** Writes a movement and what it is about, in one database transaction, as the product does. */
export function book(db: Kysely<Database>, books: CardBooks, booking: Booking): Promise<Movement> {
  const { transfers, authorization, cleared } = booking;
  const movement = movementOf(transfers, {
    ...(authorization && { authorizationId: authorization.id }),
    ...(cleared !== undefined && {
      issuingTransactionId: makeId('issuingTransaction', nextUnique()),
    }),
  });
  return db.transaction().execute(async (trx) => {
    await recordAuthorization(trx, books, { ...booking, movement });
    await recordTransaction(trx, books, { ...booking, movement });
    await writeMovement(trx, books.scope, movement);
    await recordSpending(trx, books, movement);
    return movement;
  });
}

type Booked = Booking & { readonly movement: Movement };

async function recordAuthorization(
  trx: Transaction<Database>,
  { scope, currency, cardId, cardholderId }: CardBooks,
  { authorization, movement }: Booked,
): Promise<void> {
  if (!authorization) return;
  const { id, status, amount } = authorization;
  const hold = openedHold(movement)?.ref;
  const standing = {
    status,
    amount,
    hold_movement: hold?.movement ?? null,
    hold_leg: hold?.leg ?? null,
  };
  const row = {
    ...owned(scope),
    id,
    ...standing,
    card_id: cardId,
    cardholder_id: cardholderId,
    approved: true,
    currency,
    merchant_amount: amount,
    merchant_currency: currency,
    authorization_method: 'online',
    merchant_data: '{}',
    network_data: '{}',
    verification_data: '{}',
    wallet: null,
    request_history: '[]',
    trace: '{}',
    metadata: '{}',
    expires_at: new Date(AT.getTime() + 7 * 86_400_000),
    created_at: AT,
  } as const;
  await trx
    .insertInto('issuing_authorization')
    .values(row)
    .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet(standing))
    .execute();
}

async function recordTransaction(
  trx: Transaction<Database>,
  { scope, currency, cardId, cardholderId }: CardBooks,
  { cleared, movement }: Booked,
): Promise<void> {
  const { id: movementId, authorizationId, issuingTransactionId } = movement;
  if (cleared === undefined || !issuingTransactionId) return;
  const row = {
    ...owned(scope),
    id: issuingTransactionId,
    type: cleared < 0n ? 'capture' : 'refund',
    card_id: cardId,
    cardholder_id: cardholderId,
    authorization_id: authorizationId ?? null,
    amount: cleared,
    currency,
    merchant_amount: cleared,
    merchant_currency: currency,
    merchant_data: '{}',
    network_data: '{}',
    wallet: null,
    metadata: '{}',
    movement: movementId,
    created_at: AT,
  } as const;
  await trx.insertInto('issuing_transaction').values(row).execute();
}

/** What the authorization counts for limits: what is held for it, and what its clearings took. */
async function recordSpending(
  trx: Transaction<Database>,
  { scope }: CardBooks,
  { authorizationId }: Movement,
): Promise<void> {
  if (!authorizationId) return;
  await sql`
    update issuing_authorization a
    set spent = case when a.hold_movement is null then 0 else a.amount end - coalesce((
      select sum(t.amount) from issuing_transaction t
      where t.account_id = a.account_id and t.authorization_id = a.id), 0)
    where a.account_id = ${scope.accountId} and a.id = ${authorizationId}
  `.execute(trx);
}
