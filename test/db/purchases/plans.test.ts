/** What a purchase costs must not grow with what is stored: its statements find all by index. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJson } from '../../../db/json.ts';
import { openPool } from '../../../db/open.ts';
import { openAuthorizer } from '../../support/authorizer.ts';
import { openWatched, type Watched } from '../../support/flights.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { openProgram, type Program } from '../../support/program.ts';

const ROWS = 50_000;

let database: TestDatabase;
let watched: Watched;
let program: Program;

beforeAll(async () => {
  database = await openTestDatabase();
  program = await openProgram(database.db, 100_000n);
  watched = openWatched(database.url);
  await openAuthorizer(watched.db).buy(program, { amount: 10n, key: 'the first' });
  await fill();
});
afterAll(async () => {
  await watched.db.destroy();
  await database.close();
});

const run = (statement: ReturnType<typeof sql>) => statement.execute(database.owner);

/** As many rows as a user has after a while, made of those that are there. */
async function fill(): Promise<void> {
  const { scope, card } = program;
  await run(sql`
    insert into account
    select (jsonb_populate_record(a, jsonb_build_object('id', 'acct_filler' || n))).*
    from account a, generate_series(1, ${ROWS}) n where a.id = ${scope.accountId}`);
  await run(sql`
    insert into ledger_account
    select (jsonb_populate_record(l, jsonb_build_object(
      'id', 'lacct_filler' || l.code || n, 'account_id', 'acct_filler' || n))).*
    from ledger_account l, generate_series(1, ${ROWS / 2}) n
    where l.account_id = ${scope.accountId} and l.code in ('issuing_balance', 'network_settlement')`);
  await run(sql`
    insert into issuing_card
    select (jsonb_populate_record(c, jsonb_build_object(
      'id', 'ic_filler' || n, 'chain_id', 'ic_filler' || n,
      'number_hash', '\\x' || encode(sha256(('filler' || n)::bytea), 'hex')))).*
    from issuing_card c, generate_series(1, ${ROWS}) n where c.id = ${card}`);
  await run(sql`
    insert into spending_usage
    select (jsonb_populate_record(u, jsonb_build_object('owner_id', 'ic_filler' || n))).*
    from spending_usage u, generate_series(1, ${ROWS}) n where u.owner_id = ${card}`);
  await run(sql`
    insert into idempotent_answer
    select (jsonb_populate_record(a, jsonb_build_object('key', 'filler' || n))).*
    from idempotent_answer a, generate_series(1, ${ROWS}) n where a.key = 'the first'`);
  await run(sql`analyze`);
}

const BIG = ['account', 'ledger_account', 'issuing_card', 'spending_usage', 'idempotent_answer'];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** With the settings of the pool; as planned for these values, and once for any. */
async function planOf(name: string, mode: string): Promise<readonly Plan[]> {
  const isIt = ({ text: one }: { readonly text: string }) => one.includes(`/* prepared: ${name} `);
  const { text, parameters } = watched.sent.find(isIt) ?? { text: '', parameters: [] };
  const pool = openPool({ url: database.url, max: 1 });
  try {
    await pool.query(`set plan_cache_mode = ${mode}`);
    await pool.query(`prepare planned as ${text}`);
    const values = parameters.map(literal).join(', ');
    const { rows } = await pool.query<{
      readonly 'QUERY PLAN': readonly { readonly Plan: Plan }[];
    }>(`explain (format json) execute planned (${values})`);
    return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan: plan }) => nodesOf(plan)));
  } finally {
    await pool.end();
  }
}

/** As the driver sends it: a list is an array of Postgres. */
const literal = (value: unknown): string =>
  value === null
    ? 'null'
    : quoted(Array.isArray(value) ? `{${value.map(element).join(',')}}` : textOf(value));
const element = (value: unknown): string =>
  value === null ? 'NULL' : `"${textOf(value).replaceAll(/["\\]/g, '\\$&')}"`;
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : toJson(value).replaceAll('"', '');
};
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

test.each(
  ['lock_balances', 'read_asked', 'write_decided'].flatMap((name) =>
    ['force_custom_plan', 'force_generic_plan'].map((mode) => [name, mode] as const),
  ),
)('%s reads no table from end to end (%s)', async (name, mode) => {
  const nodes = await planOf(name, mode);
  const read = nodes.filter((node) => BIG.includes(node['Relation Name'] ?? ''));
  expect(read.length).toBeGreaterThan(0);
  expect(
    read.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']),
  ).toEqual([]);
});
