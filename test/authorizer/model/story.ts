/** Plays a story on Postgres and on paper, and holds the one against the other after each round. */
import { expect } from 'vitest';
import { booksOn, type ReadBooks, readBooks } from './books.ts';
import {
  type Asked,
  CARDHOLDERS,
  CARDS,
  CHAINS,
  ALL_PLACES,
  PLACES,
  type Round,
  type Story,
} from './commands.ts';
import { ofCardholder, ofChain, ofProgram, type Paper, usedOf, type Whose } from './paper.ts';
import { rateDayOf } from './paper-exchange.ts';
import { type Deed, newPaper, perform, REFUSED } from './paper-program.ts';
import { windowOf } from './paper-time.ts';
import { openTenant, type Street, type Tenant } from './program.ts';
import { callOf, heardIn } from './requests.ts';

const HOUR_MS = 3_600_000;

/** Tells what was said to each command. */
export async function play(story: Story, street: Street): Promise<readonly string[]> {
  const tenant = await openTenant(street.database.db);
  let paper = newPaper(0);
  let books = await readBooks(street.database.db, tenant.account);
  const said: string[] = [];
  const funding: Round = {
    waitHours: 0,
    asked: [{ process: 0, command: { kind: 'fund', amount: story.funds } }],
  };
  street.processes[0].clock.set(Date.parse(story.start));
  for (const round of [funding, ...story.rounds]) {
    street.processes[0].clock.advance(round.waitHours * HOUR_MS);
    const done = await doAll(round.asked, { street, tenant, paper });
    const after = await readBooks(street.database.db, tenant.account);
    paper = findOrder(paper, done, after);
    expectInOrder(after, { paper, tenant });
    if (done.every((one) => one.said === REFUSED)) expect(after.digest).toBe(books.digest);
    books = after;
    said.push(...done.map((one) => `${one.command.kind}: ${one.said}`));
  }
  return said;
}

/** What was done, and what was said to it. */
interface Told extends Deed {
  readonly said: string;
}

interface Setting {
  readonly street: Street;
  readonly tenant: Tenant;
  readonly paper: Paper;
}

async function doAll(
  asked: readonly Asked[],
  { street, tenant, paper }: Setting,
): Promise<readonly Told[]> {
  const authorizations = [...paper.authorizations.keys()];
  const transactions = [...paper.transactions.keys()];
  const told = asked.map(async ({ command, process }) => {
    const { clock, post } = street.processes[process];
    const at = Math.floor(clock.nowMs() / 1000);
    const known = command.kind === 'refund' ? transactions : authorizations;
    const target = 'pick' in command ? known[command.pick % known.length] : undefined;
    if ('pick' in command && target === undefined) return undefined;
    const { path, form } = callOf(command, tenant, target ?? '');
    const answer = await post(tenant.key, path, form);
    return { command, target, at, day: rateDayOf(at), ...heardIn(command, answer) };
  });
  const all = (await Promise.all(told)).filter((one) => one !== undefined);
  return withCaptures(all, transactions);
}

/**
 * A capture answers with the authorization and all of its captures. Of those that were made at once, the
 * earlier does not know the later.
 */
function withCaptures(
  told: readonly (Told & { readonly captures: readonly string[] })[],
  before: readonly string[],
): readonly Told[] {
  const taken = new Set(before);
  const ids = new Map<object, string>();
  for (const one of told.toSorted((left, right) => left.captures.length - right.captures.length)) {
    const own = one.captures.find((id) => !taken.has(id));
    if (own === undefined) continue;
    taken.add(own);
    ids.set(one, own);
  }
  return told.map((one) => ({ ...one, id: ids.get(one) ?? one.id }));
}

/**
 * What is done at once happens one after another in some order. Nobody says in which, so it is looked
 * for: there must be one that gives these answers and these books.
 */
function findOrder(paper: Paper, done: readonly Told[], books: ReadBooks): Paper {
  const found = ordered(paper, done, books);
  if (found) return found;
  const [only, ...others] = done;
  if (only && others.length === 0) {
    const { paper: after, said } = perform(paper, only);
    expect({ ...only, ...seenOf(books) }).toEqual({ ...only, said, ...booksOn(after) });
  }
  throw new Error(
    `no order of ${text(done)} leads from ${text(booksOn(paper))} to ${text(seenOf(books))}`,
  );
}

function ordered(paper: Paper, left: readonly Told[], books: ReadBooks): Paper | undefined {
  if (left.length === 0)
    return text(sorted(booksOn(paper))) === text(sorted(seenOf(books))) ? paper : undefined;
  for (const one of left) {
    const { paper: after, said } = perform(paper, one);
    if (said !== one.said) continue;
    const rest = left.filter((other) => other !== one);
    const found = ordered(after, rest, books);
    if (found) return found;
  }
  return undefined;
}

const seenOf = ({ available, authorizations, transactions, cards, limits }: ReadBooks) => ({
  available: available ?? 0,
  authorizations,
  transactions,
  cards,
  // Settings are made by the first change of them.
  limits: limits.length === CARDS + 2 ? [...limits, []] : limits,
});

const text = (value: unknown): string => JSON.stringify(value, printable);
const printable = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;

/** Keys in their order, so that texts can be compared. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** Money is conserved, limits have counted what history has, and each thing was told once. */
function expectInOrder(
  { unbalanced, usage, told }: ReadBooks,
  { paper, tenant }: { readonly paper: Paper; readonly tenant: Tenant },
): void {
  expect(unbalanced).toEqual([]);
  for (const { owner, counters } of usage)
    for (const [signature, { window, used, partial }] of Object.entries(counters)) {
      const by = usedOn(paper, { tenant, owner, signature, at: window });
      expect({ owner, signature, window, used, partial }).toEqual({
        owner,
        signature,
        window,
        used: String(by),
        partial: undefined,
      });
    }
  const ids = [...paper.authorizations.keys(), ...paper.transactions.keys()];
  expect(told).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
}

interface Counted {
  readonly tenant: Tenant;
  readonly owner: string;
  readonly signature: string;
  readonly at: number;
}

function usedOn(paper: Paper, { tenant, owner, signature, at }: Counted): bigint {
  const [name = '', list = ''] = signature.split(':');
  const interval = INTERVALS.find((one) => one === name);
  if (!interval) throw new Error(`${name} is an interval`);
  const categories = list === '' ? [] : list.split(',');
  const places = ALL_PLACES.filter((place) => categories.includes(PLACES[place]));
  expect(windowOf(interval, at)[0]).toBe(at);
  return usedOf(paper, whoseOf(tenant, owner), { interval, places }, at);
}

const INTERVALS = ['all_time', 'daily', 'monthly', 'weekly', 'yearly'] as const;

function whoseOf({ account, cards, cardholders }: Tenant, owner: string): Whose {
  if (owner === account) return ofProgram;
  const card = cards.findIndex((id) => id === owner);
  if (card >= 0) return ofChain(CHAINS[card] ?? 0);
  const cardholder = cardholders.findIndex((id) => id === owner);
  if (!CARDHOLDERS.includes(cardholder)) throw new Error(`${owner} is of this story`);
  return ofCardholder(cardholder);
}
