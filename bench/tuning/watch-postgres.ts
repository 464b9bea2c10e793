import pg from 'pg';

/** What a load does inside Postgres, for whoever tunes: statements by time, waits, WAL. */
export interface PostgresWatch {
  /** Ends the watch, and tells in lines what was seen of so many purchases. */
  readonly report: (purchases: number) => Promise<readonly string[]>;
}

const EXTENSION = 'pg_stat_statements';
const STATEMENTS_MAX = 15;
const TEXT_LENGTH_MAX = 110;
const SAMPLE_EVERY_MS = 20;

/** Settings that Postgres reads at its next start; `watchPostgres` works after that. */
export async function enableWatch(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`alter system set shared_preload_libraries = '${EXTENSION}'`);
  await client.end();
}

export async function watchPostgres(databaseUrl: string): Promise<PostgresWatch> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`create extension if not exists ${EXTENSION}`);
  await client.query(`set ${EXTENSION}.track = 'none'`);
  const walBefore = await walPosition(client);
  await client.query(`select ${EXTENSION}_reset()`);
  const waits = new Map<string, number>();
  const sampling = setInterval(() => void sampleWaits(client, waits), SAMPLE_EVERY_MS);
  return {
    report: async (purchases) => {
      clearInterval(sampling);
      const wal = (await walPosition(client)) - walBefore;
      const lines = [
        `  WAL ${Math.round(wal / purchases)} bytes for each purchase`,
        `  sessions by what they wait for: ${describe(waits)}`,
        '  calls/purchase  ms/purchase  mean ms  max ms  rows/call  WAL/call  statement',
        ...(await topStatements(client, purchases)),
      ];
      await client.end();
      return lines;
    },
  };
}

async function walPosition(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes`,
  );
  return Number(rows[0]?.bytes);
}

/** One look at all sessions: those that do something, by the event that they wait for. */
async function sampleWaits(client: pg.Client, waits: Map<string, number>): Promise<void> {
  const { rows } = await client.query<{ event: string }>(
    `select case when state = 'idle in transaction' then 'the client, in a transaction'
       else coalesce(wait_event_type || ':' || wait_event, 'nothing (works)') end as event
     from pg_stat_activity
     where backend_type = 'client backend' and state <> 'idle' and pid <> pg_backend_pid()`,
  );
  for (const { event } of rows) waits.set(event, (waits.get(event) ?? 0) + 1);
}

function describe(waits: ReadonlyMap<string, number>): string {
  const all = [...waits.values()].reduce((sum, count) => sum + count, 0);
  return [...waits]
    .toSorted(([, left], [, right]) => right - left)
    .map(([event, count]) => `${event} ${Math.round((count / all) * 100)} %`)
    .join(', ');
}

interface StatementRow {
  readonly query: string;
  readonly calls: string;
  readonly total_ms: number;
  readonly mean_ms: number;
  readonly max_ms: number;
  readonly rows: string;
  readonly wal_bytes: string;
}

async function topStatements(client: pg.Client, purchases: number): Promise<readonly string[]> {
  const { rows } = await client.query<StatementRow>(
    `select query, calls, total_exec_time as total_ms, mean_exec_time as mean_ms,
       max_exec_time as max_ms, rows, wal_bytes
     from ${EXTENSION} order by total_exec_time desc limit ${STATEMENTS_MAX}`,
  );
  return rows.map((row) => {
    const calls = Number(row.calls);
    return [
      (calls / purchases).toFixed(3).padStart(16),
      (row.total_ms / purchases).toFixed(4).padStart(12),
      row.mean_ms.toFixed(3).padStart(8),
      row.max_ms.toFixed(1).padStart(7),
      (Number(row.rows) / calls).toFixed(1).padStart(10),
      (Number(row.wal_bytes) / calls).toFixed(0).padStart(9),
      ` ${row.query.replaceAll(/\s+/g, ' ').slice(0, TEXT_LENGTH_MAX)}`,
    ].join(' ');
  });
}
