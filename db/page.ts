import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { failure } from '../domain/errors.ts';
import type { Scope } from '../domain/scope.ts';
import type { Database } from './database.ts';

/** Ids, exclusive; at most one of the two. */
export interface Cursors {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

interface Listing<T extends keyof Database, O> {
  readonly db: Kysely<Database>;
  readonly scope: Scope;
  /** Whose ids the cursors are, and its name in a message: `issuing card`. */
  readonly table: T & string;
  readonly object: string;
  /** All rows of the list, filtered and in no order. */
  readonly query: SelectQueryBuilder<Database, T, O>;
}

export interface Page<O> {
  readonly rows: readonly O[];
  readonly hasMore: boolean;
}

/**
 * One page, newest first. Ids sort by their time, so that the order is total and stays while rows are
 * added: a reader who follows the cursors sees each row once. `ending_before` gives the page just
 * before the cursor, in the same order; `hasMore` then tells of still newer rows.
 */
export async function pageOf<T extends keyof Database, O>(
  { db, scope, table, object, query }: Listing<T, O>,
  { limit, starting_after: after, ending_before: before }: Cursors,
): Promise<Page<O>> {
  const [param, cursor] =
    after === undefined ? ['ending_before', before] : ['starting_after', after];
  if (cursor !== undefined && !(await exists(db, { scope, table, id: cursor })))
    throw failure('resource_missing', { object, id: cursor }, { param });

  const id = sql.ref(`${table}.id`);
  const backwards = before !== undefined;
  const beyond = backwards ? sql<boolean>`${id} > ${cursor}` : sql<boolean>`${id} < ${cursor}`;
  // One row more than asked for: it tells whether there is another page.
  const ordered = query.orderBy(id, backwards ? 'asc' : 'desc').limit(limit + 1);
  const rows = await (cursor === undefined ? ordered : ordered.where(beyond)).execute();
  const page = rows.slice(0, limit);
  return { rows: backwards ? page.toReversed() : page, hasMore: rows.length > limit };
}

/** A cursor need not match the filters: its object may have changed since the page before. */
async function exists(
  db: Kysely<Database>,
  { scope, table, id }: { readonly scope: Scope; readonly table: string; readonly id: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from ${sql.table(table)}
    where account_id = ${scope.accountId} and livemode = ${scope.livemode} and id = ${id}
  `.execute(db);
  return rows.length > 0;
}
