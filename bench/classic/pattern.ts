import type pg from 'pg';

/** Columns that ours leaves to the database, so that this way does too. */
const LEFT_TO_DATABASE = new Set(['position']);
/** What Postgres calls `json` and `jsonb`. */
const JSON_TYPES = new Set([114, 3802]);

export type Column = string;
export type Row = Readonly<Record<Column, unknown>>;

/** How a row of ours is written: its columns, and what stands in them where a purchase does not say otherwise. */
export interface Pattern {
  readonly values: Row;
  readonly insert: { readonly name: string; readonly text: string };
  /** The parameters of the insert for one purchase. */
  readonly parameters: (own: Row) => unknown[];
}

/**
 * Takes a row that our API wrote as the pattern of the rows that the classic way writes: the same
 * columns, filled to the same width. That makes both write the same, whatever the schema is.
 */
export async function patternOf(
  database: pg.Pool,
  table: string,
  where: { readonly text: string; readonly values: readonly unknown[] },
): Promise<Pattern> {
  const found = await database.query<Row>(`select * from ${table} where ${where.text}`, [
    ...where.values,
  ]);
  const [values] = found.rows;
  if (values === undefined) throw new Error(`Our API has written no row of ${table}.`);
  const fields = found.fields.filter(({ name }) => !LEFT_TO_DATABASE.has(name));
  const columns = fields.map(({ name }) => name);
  const places = columns.map((_column, index) => `$${index + 1}`);
  const isJson = new Set(
    fields.filter(({ dataTypeID }) => JSON_TYPES.has(dataTypeID)).map(({ name }) => name),
  );
  return {
    values,
    insert: {
      name: `insert_${table}`,
      text: `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
    },
    parameters: (own) =>
      columns.map((column) => {
        const value = column in own ? own[column] : values[column];
        return isJson.has(column) && value !== null ? JSON.stringify(value) : value;
      }),
  };
}
