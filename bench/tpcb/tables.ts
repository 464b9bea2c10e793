import pg from 'pg';

/** The tables of TPC-B, filled as `pgbench -i` fills them, for machines that have no pgbench. */
export async function makeTables(databaseUrl: string, scale: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`
    create table pgbench_branches (bid int primary key, bbalance int, filler char(88));
    create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84));
    create table pgbench_accounts (aid int, bid int, abalance int, filler char(84));
    create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    insert into pgbench_branches select bid, 0 from generate_series(1, ${scale}) bid;
    insert into pgbench_tellers
      select tid, (tid - 1) / 10 + 1, 0 from generate_series(1, ${scale * 10}) tid;
    insert into pgbench_accounts
      select aid, (aid - 1) / 100000 + 1, 0, '' from generate_series(1, ${scale * 100_000}) aid;
    alter table pgbench_accounts add primary key (aid);`);
  await client.query('vacuum analyze');
  await client.end();
}
