import { type RawBuilder, sql } from 'kysely';

/** A column of rows that go to Postgres together: its type there, and its value in each row. */
export interface SentColumn<R> {
  readonly type: 'bigint' | 'boolean' | 'jsonb' | 'smallint' | 'text' | 'timestamptz';
  readonly of: (row: R) => unknown;
}

/**
 * Rows as a table of a statement: one array for each column, so that the text of the statement is the
 * same for any number of them and is planned once. Rows as JSON cost Postgres ten times as much to read.
 */
export const unnest = <R>(
  rows: readonly R[],
  columns: readonly SentColumn<R>[],
): RawBuilder<unknown> =>
  sql`unnest(${sql.join(columns.map(({ type, of }) => sql`${rows.map(of)}::${sql.raw(type)}[]`))})`;
