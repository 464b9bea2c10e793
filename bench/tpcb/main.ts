/** TPC-B as pgbench runs it with `-M prepared`, for machines that have no pgbench: the same five statements through `pg`. */
import { randomInt } from 'node:crypto';
import pg from 'pg';
import type { TpcbPlan, TpcbResult } from './plan.ts';

const ACCOUNTS = 100_000;
const TELLERS = 10;
const DELTA_MAX = 5_000;

interface Draw {
  readonly account: number;
  readonly teller: number;
  readonly branch: number;
  readonly delta: number;
}

const draw = (scale: number): Draw => ({
  account: randomInt(1, ACCOUNTS * scale + 1),
  teller: randomInt(1, TELLERS * scale + 1),
  branch: randomInt(1, scale + 1),
  delta: randomInt(-DELTA_MAX, DELTA_MAX + 1),
});

const STATEMENTS = {
  account: 'update pgbench_accounts set abalance = abalance + $1 where aid = $2',
  look: 'select abalance from pgbench_accounts where aid = $1',
  teller: 'update pgbench_tellers set tbalance = tbalance + $1 where tid = $2',
  branch: 'update pgbench_branches set bbalance = bbalance + $1 where bid = $2',
  history: `insert into pgbench_history (tid, bid, aid, delta, mtime)
    values ($1, $2, $3, $4, current_timestamp)`,
} as const;

async function transact(client: pg.Client, scale: number): Promise<void> {
  const { account, teller, branch, delta } = draw(scale);
  const act = (name: keyof typeof STATEMENTS, ...values: number[]): Promise<unknown> =>
    client.query({ name, text: STATEMENTS[name], values });
  await client.query('begin');
  await act('account', delta, account);
  await act('look', account);
  await act('teller', delta, teller);
  await act('branch', delta, branch);
  await act('history', teller, branch, account, delta);
  await client.query('commit');
}

async function run(plan: TpcbPlan): Promise<TpcbResult> {
  const began = performance.now() + plan.warmUpMs;
  const ends = began + plan.measureMs;
  let count = 0;
  await Promise.all(
    Array.from({ length: plan.clients }, async () => {
      const client = new pg.Client({ connectionString: plan.databaseUrl });
      await client.connect();
      while (performance.now() < ends) {
        await transact(client, plan.scale);
        const now = performance.now();
        if (now >= began && now < ends) count += 1;
      }
      await client.end();
    }),
  );
  return { perSecond: (count / plan.measureMs) * 1000 };
}

process.once('disconnect', () => process.exit(1));
process.once('message', (plan: TpcbPlan) => {
  void run(plan).then((result) => process.send?.(result));
});
