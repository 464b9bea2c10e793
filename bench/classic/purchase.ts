/**
 * A purchase as a good engineer would write it first: one interactive transaction, which locks what it
 * reads, decides, and writes. Every statement waits for the answer to the one before, with the locks
 * held. Statements are prepared, rows are locked in one order, and nothing is read twice.
 */
import type pg from 'pg';
import type { Pattern } from './pattern.ts';
import { seal } from './seal.ts';
import * as sql from './statements.ts';
import { uniqueText } from './unique-text.ts';
import { type Counters, type Limit, type Velocity, busier, counted, fits } from './usage.ts';

/** Rows of ours, after which this way makes its own, and the answer of ours. */
export interface Patterns {
  readonly authorization: Pattern;
  readonly transfer: Pattern;
  readonly event: Pattern;
  readonly answer: Pattern;
  readonly wire: Readonly<Record<string, unknown>>;
}

export interface PurchaseRequest {
  readonly accountId: string;
  readonly card: string;
  readonly amount: bigint;
  readonly key: string;
  readonly hash: Buffer;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

export interface Books {
  readonly pool: pg.Pool;
  readonly patterns: Patterns;
  readonly wrapping: Buffer;
}

interface CardRow {
  readonly card_status: string;
  readonly card_controls: { readonly spending_limits: readonly Limit[] };
  readonly chain_id: string;
  readonly cardholder_id: string;
  readonly cardholder_status: string;
  readonly cardholder_controls: { readonly spending_limits: readonly Limit[] };
  readonly screening: string;
  readonly card_issuing: string;
  readonly pin_failures: number;
}

interface UsageRow {
  readonly owner_id: string;
  readonly counters: Counters;
  readonly velocity: Velocity | null;
}

const LIVEMODE = false;
const CURRENCY = 'usd';
const PIN_FAILURES_MAX = 3;
const HOLD_MS = 7 * 86_400_000;

/** Gives the JSON of the authorization. Throws for whatever is not a plain approval: nothing else is measured. */
export async function purchase(books: Books, request: PurchaseRequest): Promise<string> {
  const client = await books.pool.connect();
  try {
    await client.query('begin');
    const body = await decideAndBook(client, books, request);
    await client.query('commit');
    return body;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function decideAndBook(
  client: pg.PoolClient,
  books: Books,
  request: PurchaseRequest,
): Promise<string> {
  const { accountId, card: cardId, amount, key } = request;
  const scope = [accountId, LIVEMODE];
  const stored = await client.query(sql.findAnswer, [...scope, key]);
  if (stored.rows.length > 0) throw new Error(`The key ${key} was used before.`);
  const [card] = (await client.query<CardRow>(sql.lockCard, [...scope, cardId])).rows;
  if (card === undefined) throw new Error(`There is no card ${cardId}.`);
  const balances = await client.query<{ id: string; code: string; available: string }>(
    sql.lockBalances,
    [...scope, CURRENCY],
  );
  const funds = balances.rows.find(({ code }) => code === 'issuing_balance');
  const settlement = balances.rows.find(({ code }) => code === 'network_settlement');
  if (!funds || !settlement) throw new Error(`The account ${accountId} has no balance.`);
  const owners = [card.chain_id, card.cardholder_id];
  const used = (await client.query<UsageRow>(sql.lockUsage, [...scope, owners])).rows;

  const spent = { amount, at: Math.floor(request.nowMs / 1000) };
  if (!isApproved(card, used, spent) || BigInt(funds.available) < amount)
    throw new Error(`The purchase with ${cardId} is declined.`);

  const body = await insertRows(client, books, {
    request,
    cardholderId: card.cardholder_id,
    debitId: funds.id,
    creditId: settlement.id,
  });
  await client.query(sql.moveBalances, [accountId, funds.id, settlement.id, amount]);
  for (const { owner_id, counters, velocity } of used)
    await client.query(sql.saveUsage, [
      ...scope,
      owner_id,
      JSON.stringify(counted(counters, spent)),
      JSON.stringify(owner_id === card.chain_id ? busier(velocity, spent) : velocity),
    ]);
  return body;
}

function isApproved(
  card: CardRow,
  used: readonly UsageRow[],
  spent: { readonly amount: bigint; readonly at: number },
): boolean {
  const countersOf = (owner: string): Counters =>
    used.find(({ owner_id }) => owner_id === owner)?.counters ?? {};
  return (
    card.card_issuing === 'active' &&
    card.card_status === 'active' &&
    card.pin_failures < PIN_FAILURES_MAX &&
    card.cardholder_status === 'active' &&
    card.screening === 'clear' &&
    fits(card.card_controls.spending_limits, countersOf(card.chain_id), spent) &&
    fits(card.cardholder_controls.spending_limits, countersOf(card.cardholder_id), spent)
  );
}

interface Booking {
  readonly request: PurchaseRequest;
  readonly cardholderId: string;
  readonly debitId: string;
  readonly creditId: string;
}

/** The authorization, its hold, its event and its answer. */
async function insertRows(
  client: pg.PoolClient,
  { patterns, wrapping }: Books,
  { request, cardholderId, debitId, creditId }: Booking,
): Promise<string> {
  const { accountId, card, amount, key, hash, nowMs } = request;
  const unique = uniqueText(nowMs);
  const [id, eventId, requestId] = [`iauth_${unique}`, `evt_${unique}`, `req_${unique}`];
  const at = new Date(nowMs);
  const own = { account_id: accountId, amount, created_at: at };
  await insert(client, patterns.authorization, {
    ...own,
    id,
    card_id: card,
    cardholder_id: cardholderId,
    merchant_amount: amount,
    hold_movement: unique,
    spent: amount,
    expires_at: new Date(nowMs + HOLD_MS),
  });
  await insert(client, patterns.transfer, {
    ...own,
    movement: unique,
    debit_id: debitId,
    credit_id: creditId,
    authorization_id: id,
  });
  const body = JSON.stringify({
    ...patterns.wire,
    id,
    amount: Number(amount),
    merchant_amount: Number(amount),
    created: Math.floor(nowMs / 1000),
  });
  await insert(client, patterns.event, {
    ...own,
    id: eventId,
    object_id: id,
    request_id: requestId,
    idempotency_key: key,
    data_sealed: seal(wrapping, `event:${eventId}`, `{"object":${body}}`),
  });
  const { values } = patterns.answer;
  await insert(client, patterns.answer, {
    ...own,
    key,
    request_hash: hash,
    request_id: requestId,
    // Where ours keeps the answer: beside the key, or as the event that tells it.
    ...(values['event_id'] === null || values['event_id'] === undefined
      ? { body_sealed: seal(wrapping, `answer:${key}`, body) }
      : { event_id: eventId }),
  });
  return body;
}

const insert = (
  client: pg.PoolClient,
  pattern: Pattern,
  own: Readonly<Record<string, unknown>>,
): Promise<unknown> => client.query({ ...pattern.insert, values: pattern.parameters(own) });
