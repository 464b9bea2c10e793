import { type RawBuilder, sql } from 'kysely';

/** The condition that every given column has its value. What is undefined was not asked for. */
export function matching(
  columns: Readonly<Record<string, boolean | number | string | undefined>>,
): RawBuilder<boolean> {
  const asked = Object.entries(columns).filter(([, value]) => value !== undefined);
  if (asked.length === 0) return sql<boolean>`true`;
  const equal = asked.map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  return sql<boolean>`(${sql.join(equal, sql` and `)})`;
}
