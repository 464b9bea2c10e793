import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { failure } from '../domain/errors.ts';
import type { Scope } from '../domain/scope.ts';
import type { Database } from './database.ts';

/** Ids, exclusive; at most one of the two. */
export interface Cursors {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

/** Columns whose order is the order of ids, and what an id says of them: none when it is no id at all. */
export interface Key {
  readonly columns: readonly string[];
  readonly valuesIn: (id: string) => readonly string[];
}

interface Listing<T extends keyof Database, O> {
  readonly db: Kysely<Database>;
  readonly scope: Scope;
  /** Whose ids the cursors are, and its name in a message: `issuing card`. */
  readonly table: T & string;
  readonly object: string;
  /** Given where ids are composed, and the index is on what they are composed of. */
  readonly key?: Key;
  /** All rows of the list, filtered and in no order. */
  readonly query: SelectQueryBuilder<Database, T, O>;
}

export interface Page<O> {
  readonly rows: readonly O[];
  readonly hasMore: boolean;
}

const BY_ID: Key = { columns: ['id'], valuesIn: (id) => [id] };

/**
 * One page, newest first. Ids sort by their time, so that the order is total and stays while rows are
 * added: a reader who follows the cursors sees each row once. `ending_before` gives the page just
 * before the cursor, in the same order; `hasMore` then tells of still newer rows.
 */
export async function pageOf<T extends keyof Database, O>(
  listing: Listing<T, O>,
  { limit, starting_after: after, ending_before: before }: Cursors,
): Promise<Page<O>> {
  const { table, object, query, key = BY_ID } = listing;
  const columns = key.columns.map((column) => sql.ref(`${table}.${column}`));
  const backwards = before !== undefined;
  let rest = query;
  for (const column of columns) rest = rest.orderBy(column, backwards ? 'asc' : 'desc');

  const cursor = after ?? before;
  if (cursor !== undefined) {
    const place = { columns, values: key.valuesIn(cursor) };
    if (!(await exists(listing, place))) {
      const param = after === undefined ? 'ending_before' : 'starting_after';
      throw failure('resource_missing', { object, id: cursor }, { param });
    }
    rest = rest.where(beyond(place, backwards));
  }
  // One row more than asked for: it tells whether there is another page.
  const rows = await rest.limit(limit + 1).execute();
  const page = rows.slice(0, limit);
  return { rows: backwards ? page.toReversed() : page, hasMore: rows.length > limit };
}

interface Place {
  readonly columns: readonly RawBuilder<unknown>[];
  readonly values: readonly string[];
}

/** The first column also by itself: that is where an index begins, when it cannot take them all. */
function beyond({ columns, values }: Place, backwards: boolean): RawBuilder<boolean> {
  const than = sql.raw(backwards ? '>' : '<');
  return sql`(${columns[0]} ${than}= ${values[0]}
    and (${sql.join(columns)}) ${than} (${sql.join(values)}))`;
}

/** A cursor need not match the filters: its object may have changed since the page before. */
async function exists<T extends keyof Database>(
  { db, scope, table }: Pick<Listing<T, unknown>, 'db' | 'scope' | 'table'>,
  { columns, values }: Place,
): Promise<boolean> {
  if (values.length === 0) return false;
  const { rows } = await sql`
    select from ${sql.table(table)}
    where account_id = ${scope.accountId} and livemode = ${scope.livemode}
      and (${sql.join(columns)}) = (${sql.join(values)})
  `.execute(db);
  return rows.length > 0;
}
