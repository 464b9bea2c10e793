/**
 * The fast path: lock and read, decide, write; for a whole batch at once. Each purchase is decided
 * after the ones before it, as if it had a database transaction of its own, and all of them share one
 * commit. Exact with any number of processes, because what is locked is rows and not memory.
 */
import type { Transaction } from 'kysely';
import { getAccount } from '../db/accounts/get.ts';
import type { Database } from '../db/database.ts';
import type { Flight, Flights } from '../db/flights.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { type BalanceRow, lockBalances } from '../db/purchases/lock-balances.ts';
import { type AskedRow, readAsked, type StoredAnswer } from '../db/purchases/read-asked.ts';
import { writeCards } from '../db/purchases/write-cards.ts';
import { type KeptAnswer, writeDecided } from '../db/purchases/write-decided.ts';
import type { Uncounted } from '../db/spending-usage/count-history.ts';
import { countPresent } from '../db/spending-usage/count-present.ts';
import type { ClockedTime } from '../db/test-clocks/account-time.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { AppError, failure } from '../domain/errors.ts';
import { makeId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { Scope } from '../domain/scope.ts';
import { withCounted } from '../domain/spending/usage.ts';
import { type Clock, nowDate } from '../infra/clock.ts';
import { type DecidedPurchase, decidePurchase } from './decide-purchase.ts';
import type { Entry } from './entry.ts';
import { lapseDueOf } from './lapse.ts';
import { instantOf, type Limiter, limitersOf, missingOf } from './limits.ts';
import { type Pen, type PresentedPurchase, presentPurchase } from './present.ts';
import { keyOf, openTill, placeOf, type Till } from './till.ts';
import { type WorkTime, workTime } from './work-time.ts';

/** What makes rows: times, ids and seals. */
type MakerDeps = Omit<PathDeps, 'flights'>;

export interface PathDeps {
  readonly flights: Flights;
  readonly clock: Clock;
  readonly unique: () => string;
  readonly seal: UnitOfWork['seal'];
}

/** What became of one purchase of a batch that was committed. */
export type Fate =
  | { readonly entry: Entry; readonly presented: PresentedPurchase }
  | { readonly entry: Entry; readonly answered: StoredAnswer }
  | { readonly entry: Entry; readonly error: unknown };

/** Milliseconds. How long the commit takes, who waits for it knows. */
export interface BatchTimes {
  readonly lockMs: number;
  readonly decideMs: number;
  readonly writeMs: number;
  /** On the stopwatch. */
  readonly writtenMs: number;
}

export interface DecidedBatch {
  readonly fates: readonly Fate[];
  readonly times: BatchTimes;
}

/**
 * Decides and books a batch in one database transaction. A purchase that cannot be judged (there is no
 * such card) fails by itself; what Postgres refuses fails the batch, with nothing written.
 */
export const decideBatch = (entries: readonly Entry[], deps: PathDeps): Promise<DecidedBatch> =>
  deps.flights((flight) => decideInFlight(flight, entries, deps));

/** The same in a database transaction that is there: lock and read, decide, write and commit. */
export async function decideInFlight(
  flight: Flight,
  entries: readonly Entry[],
  deps: MakerDeps,
): Promise<DecidedBatch> {
  const startedMs = performance.now();
  const first = await decideAll(flight, entries, { startedMs, deps });
  const decided = (await lapseFor(flight, first, deps))
    ? await decideAll(flight, entries, { startedMs, deps })
    : first;
  const { till, fates, lockMs, decideMs } = decided;
  const decidedMs = performance.now();
  await writeFates(flight, till, fates);
  const writtenMs = performance.now();
  return { fates, times: { lockMs, decideMs, writeMs: writtenMs - decidedMs, writtenMs } };
}

/** A batch that was decided, and is written nowhere yet. */
interface UnwrittenBatch extends Pick<BatchTimes, 'decideMs' | 'lockMs'> {
  readonly till: Till;
  readonly fates: readonly Fate[];
  /** By tenant: of those that are on a test clock. */
  readonly times: ReadonlyMap<string, ClockedTime>;
}

async function decideAll(
  flight: Flight,
  entries: readonly Entry[],
  { startedMs, deps }: { readonly startedMs: number; readonly deps: MakerDeps },
): Promise<UnwrittenBatch> {
  const [balances, rows] = await lockAndRead(flight, entries, deps);
  const till = openTill(balances);
  const nowMs = deps.clock.nowMs();
  const asked = entries.map((entry, turn): Asked => ({
    entry,
    row: rows[turn],
    nowMs: rows[turn]?.clocked?.now.getTime() ?? nowMs,
  }));
  await countMissing(flight, till, asked);
  const lockedMs = performance.now();
  const deciding = { till, startedMs, lockMs: lockedMs - startedMs, deps };
  // Who lapsed while he waited for the lock has his answer, and is decided no more.
  const inTime = asked.filter(({ entry }) => !entry.hasLapsed());
  const fates = inTime.map((one) => fateOf(one, deciding));
  const decideMs = performance.now() - lockedMs;
  return { till, fates, times: timesOf(asked), lockMs: deciding.lockMs, decideMs };
}

/** What a hold whose time has passed may be in the way of. */
const SHORT: ReadonlySet<string> = new Set(['insufficient_funds', 'spending_controls']);

/**
 * Before a purchase is declined because too much is held or spent, what should not be held any more
 * lapses: then all of the batch is decided again. Only such a decline pays for looking.
 */
async function lapseFor(
  { within }: Flight,
  { fates, times }: UnwrittenBatch,
  deps: MakerDeps,
): Promise<boolean> {
  const short = fates.flatMap((fate) => ('presented' in fate && isShort(fate) ? [fate.entry] : []));
  let lapsed = 0;
  for (const scope of tenantsOf(short)) {
    const cause = { requestId: null, idempotencyKey: null };
    const time = workTime(times.get(placeOf(scope)), deps);
    const work = { scope, ...time, seal: deps.seal, cause, enqueued: [] };
    lapsed += await within((trx) => lapseDueOf({ ...work, trx }));
  }
  return lapsed > 0;
}

const isShort = ({ presented }: { readonly presented: PresentedPurchase }): boolean =>
  presented.view.authorization.request_history.some(({ reason }) => SHORT.has(reason));

interface Asked {
  readonly entry: Entry;
  readonly row: AskedRow | undefined;
  /** The account's time: of its test clock, or of ours. */
  readonly nowMs: number;
}

const timesOf = (asked: readonly Asked[]): UnwrittenBatch['times'] =>
  new Map(
    asked.flatMap(({ entry, row }) =>
      row?.clocked ? [[placeOf(entry.request.scope), row.clocked] as const] : [],
    ),
  );

const askedOf = ({ request: { scope, purchase, keyed } }: Entry) => ({
  scope,
  card: purchase.card,
  key: keyed?.key ?? null,
});

/**
 * Locks and reads in one round trip: Postgres reads after it has the locks, and so what was committed while
 * it waited for them.
 */
async function lockAndRead(
  { db, within }: Flight,
  entries: readonly Entry[],
  deps: MakerDeps,
): Promise<readonly [readonly BalanceRow[], readonly AskedRow[]]> {
  const scopes = tenantsOf(entries);
  const asked = entries.map(askedOf);
  const [locked, rows] = await Promise.all([lockBalances(db, scopes), readAsked(db, asked)]);
  if (locked.length === scopes.length * BALANCES.length) return [locked, rows];
  await within((trx) => makeBalances(trx, scopes, deps));
  return Promise.all([lockBalances(db, scopes), readAsked(db, asked)]);
}

/** The first purchase of a tenant makes the accounts that it needs. */
async function makeBalances(
  trx: Transaction<Database>,
  scopes: readonly Scope[],
  { unique, clock }: MakerDeps,
): Promise<void> {
  for (const scope of scopes) {
    const { default_currency } = await getAccount(trx, scope.accountId);
    const work = { trx, scope, unique, now: nowDate(clock) };
    await lockLedgerAccounts(work, default_currency, BALANCES);
  }
}

/** In one order, as everywhere: two that make the books of the same new tenants queue, and never cross. */
const tenantsOf = (entries: readonly Entry[]): readonly Scope[] =>
  [...new Map(entries.map(({ request: { scope } }) => [placeOf(scope), scope]))]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, scope]) => scope);

const BALANCES = ['issuing_balance', 'network_settlement'] as const;

/** Limits that nobody has counted yet are counted now, from history, under the lock. */
async function countMissing(
  { within }: Flight,
  till: Till,
  asked: readonly Asked[],
): Promise<void> {
  const uncounted = new Map<string, Limiter & Uncounted>();
  for (const { entry, row, nowMs } of asked) {
    const { scope, purchase } = entry.request;
    if (!row?.card || !row.cardholder) continue;
    const { card, cardholder, settings, usage } = row;
    const limiters = limitersOf(scope, { card, cardholder, settings, usage });
    const at = instantOf(nowMs, till, limiters);
    const { category } = purchase.merchantData;
    for (const limiter of limiters) {
      const known = uncounted.get(keyOf(limiter))?.signatures ?? [];
      const signatures = [...new Set([...known, ...missingOf(till, limiter, { at, category })])];
      if (signatures.length > 0) uncounted.set(keyOf(limiter), { ...limiter, signatures, at });
    }
  }
  const owners = [...uncounted.values()];
  if (owners.length === 0) return;
  const counted = await within((trx) => countPresent(trx, owners));
  owners.forEach((owner, turn) => {
    const usage = till.usage(owner, owner.read);
    const counters = withCounted(usage.counters, counted[turn] ?? {});
    till.changeUsage(owner, { ...usage, counters });
  });
}

interface Deciding {
  readonly till: Till;
  readonly startedMs: number;
  readonly lockMs: number;
  readonly deps: MakerDeps;
}

function fateOf({ entry, row, nowMs }: Asked, deciding: Deciding): Fate {
  const { till } = deciding;
  const beganMs = performance.now();
  try {
    if (row?.answer) return { entry, answered: checkedAnswer(entry, row.answer) };
    invariant(row, 'what was asked is answered in its order');
    const time = workTime(row.clocked, deciding.deps);
    if (row.clocked) entry.renameOnce(makeId('authorization', time.unique()));
    const decided = decidePurchase(entry, row, { till, nowMs });
    const pen = penFor(decided, { ...deciding, time, beganMs });
    return { entry, presented: presentPurchase(decided, pen) };
  } catch (error) {
    // Anything else is a bug, and may have left the till half changed: then nothing is written.
    if (error instanceof AppError) return { entry, error };
    throw error;
  }
}

interface Writing extends Deciding {
  readonly time: WorkTime;
  readonly beganMs: number;
}

function penFor(
  { entry, facts }: DecidedPurchase,
  { till, time, beganMs, startedMs, lockMs, deps }: Writing,
): Pen {
  const { scope, requestId, keyed } = entry.request;
  const decidedMs = performance.now();
  return {
    work: {
      scope,
      ...time,
      // A window that another process has begun is not counted in before it begins.
      now: new Date(Math.max(time.now.getTime(), facts.at * 1000)),
      seal: deps.seal,
      cause: { requestId, idempotencyKey: keyed?.key ?? null },
      enqueued: [],
    },
    accounts: till.tenant(scope).accounts,
    stages: {
      queue: startedMs - entry.arrivedMs,
      lock: lockMs,
      decide: decidedMs - beganMs,
      left: entry.deadlineMs - decidedMs,
    },
  };
}

/** @throws `idempotency_key_reused` for another request; `idempotency_key_in_use` while it is decided. */
function checkedAnswer({ request: { keyed } }: Entry, answer: StoredAnswer): StoredAnswer {
  const key = keyed?.key ?? '';
  if (!keyed?.hash.equals(answer.requestHash)) throw failure('idempotency_key_reused', { key });
  if (answer.eventId === null && answer.bodySealed === null)
    throw failure('idempotency_key_in_use', { key });
  return answer;
}

async function writeFates(
  { db, within, commitWith }: Flight,
  till: Till,
  fates: readonly Fate[],
): Promise<void> {
  const written = fates.flatMap((fate) => ('presented' in fate ? [fate.presented] : []));
  if (written.length === 0) return;
  const cards = till.changedCards();
  if (cards.length > 0) await within((trx) => writeCards(trx, cards));
  const rows = {
    authorizations: written.map(({ view }) => view.authorization),
    movements: written.flatMap(({ entry, movement }) =>
      movement ? [{ scope: entry.request.scope, movement }] : [],
    ),
    usage: till.changedUsage(),
    events: written.flatMap(({ cardEvent, event }) => [cardEvent, event].filter(isThere)),
    answers: written.flatMap(answerOf),
  };
  await commitWith(() => writeDecided(db, rows));
}

const isThere = <T>(value: T | undefined): value is T => value !== undefined;

/** The answer to a repetition is the object of the event: it need not be kept twice. */
function answerOf({ entry, event }: PresentedPurchase): readonly KeptAnswer[] {
  const { scope, keyed, requestId } = entry.request;
  return keyed ? [{ scope, ...keyed, requestId, eventId: event?.id ?? null }] : [];
}
