import { type RawBuilder, sql } from 'kysely';

/** A stretch of time on the wire's clock, which has whole seconds: `from` belongs to it, `before` does not. */
export interface Period {
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
}

/** The condition that a row was created within the period. */
export function createdWithin(column: string, { from, before }: Period = {}): RawBuilder<boolean> {
  const created = sql.ref(column);
  const lower = from ? sql`${created} >= ${from}` : sql`true`;
  const upper = before ? sql`${created} < ${before}` : sql`true`;
  return sql<boolean>`(${lower} and ${upper})`;
}
