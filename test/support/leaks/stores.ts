import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Written } from './search.ts';

/** Every value of every table, each as what it is: text as text, bytes as bytes, a number with a mark. */
export async function valuesIn(databaseUrl: string): Promise<readonly Written[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: columns } = await client.query<Column>(COLUMNS);
    const written: Written[] = [];
    for (const column of columns) written.push(...(await valuesOf(client, column)));
    return written;
  } finally {
    await client.end();
  }
}

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Of tables only: a view shows what they hold. */
const COLUMNS = `
  select c.table_name as table, c.column_name as column, c.data_type as type
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`;

const NUMBERS: ReadonlySet<string> = new Set(['bigint', 'integer', 'smallint']);

async function valuesOf(client: pg.Client, { table, column, type }: Column) {
  const [from, name] = [client.escapeIdentifier(table), client.escapeIdentifier(column)];
  // Marked, so that an amount is not taken for a code of three digits.
  const asText = NUMBERS.has(type) ? `'#' || ${name}` : `${name}::text`;
  const value = type === 'bytea' ? name : asText;
  const { rows } = await client.query<{ readonly content: Buffer | string }>(
    `select ${value} as content from ${from} where ${name} is not null`,
  );
  return rows.map(({ content }) => ({ place: `${table}.${column}`, content }));
}

/** Every file below a folder, byte for byte. */
export async function filesIn(folder: string): Promise<readonly Written[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => ({
      place: path.relative(folder, path.join(parentPath, name)),
      content: await readFile(path.join(parentPath, name)),
    })),
  );
}
