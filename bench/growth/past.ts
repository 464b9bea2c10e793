/**
 * Past purchases in bulk. Each is a copy of one that our API has made, row for row, with ids and times of
 * its own: the same width, the same indexes, and balances and used limits that follow. Made by SQL,
 * because a million of them over HTTP would take longer than everything else together.
 *
 * They lie between six days and a day ago: older than any idempotent answer, which the product throws
 * away after a day, and younger than any hold that lapses, so that no sweeper runs during a measurement.
 */
import type pg from 'pg';

const BATCH = 100_000;

/** What differs from the row that is copied. All other columns are taken as they are. */
const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  issuing_authorization: {
    id: `'iauth_' || past.unique_text`,
    hold_movement: 'past.unique_text',
    created_at: 'past.created_at',
    expires_at: `past.created_at + interval '7 days'`,
  },
  ledger_transfer: {
    movement: 'past.unique_text',
    authorization_id: `'iauth_' || past.unique_text`,
    created_at: 'past.created_at',
  },
  event: {
    id: `'evt_' || past.unique_text`,
    object_id: `'iauth_' || past.unique_text`,
    created_at: 'past.created_at',
  },
};

/** How the rows of a sample are found, beside its account. */
const OF_SAMPLE: Readonly<Record<string, string>> = {
  issuing_authorization: 'original.id = past.sample',
  ledger_transfer: 'original.authorization_id = past.sample',
  event: `original.object_id = past.sample and original.type = 'issuing_authorization.created'`,
};

/** Left to the database, as ours leaves them. */
const LEFT_TO_DATABASE = new Set(['position']);

/** Adds past authorizations until there are so many. Gives how many there are. */
export async function growTo(database: pg.Client, count: number, most: number): Promise<number> {
  await prepare(database);
  let there = await countAuthorizations(database);
  while (there < count) {
    await addBatch(database, { from: there, to: Math.min(there + BATCH, count), most });
    there = await countAuthorizations(database);
  }
  await database.query(
    'vacuum (analyze) issuing_authorization, ledger_transfer, event, spending_usage',
  );
  await database.query('checkpoint');
  return there;
}

export async function countAuthorizations(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    'select count(*) from issuing_authorization',
  );
  return Number(rows[0]?.count);
}

/** The latest purchases of ours, to copy from. */
async function prepare(database: pg.Client): Promise<void> {
  await database.query(`
    drop table if exists sample;
    create temporary table sample as
      select row_number() over (order by id) - 1 as turn, account_id, id
      from (
        select a.account_id, a.id from issuing_authorization a
        where a.status = 'pending' and a.approved and a.created_at > now() - interval '1 day'
        order by a.id desc limit 1000
      ) latest;
    analyze sample`);
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_PLACES = [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n];

/** Eight digits to the base of 62, as ids of ours begin: they sort by time, and indexes grow as they would have. */
const digitsOf = (number: string): string =>
  TIME_PLACES.map(
    (place) => `substr('${ALPHABET}', (${number} / ${62n ** place} % 62)::int + 1, 1)`,
  ).join(' || ');

interface Batch {
  readonly from: number;
  readonly to: number;
  /** How many there will be in the end: the times of all are spread evenly. */
  readonly most: number;
}

async function addBatch(database: pg.Client, { from, to, most }: Batch): Promise<void> {
  await database.query('begin');
  // Copies of rows that were checked need no check of their keys, which would take most of the time.
  await database.query('set local session_replication_role = replica');
  await database.query(
    `create temporary table past on commit drop as
     select account_id, id as sample, created_at,
       ${digitsOf('(extract(epoch from created_at) * 1000)::bigint')}
         || 'z0' || lpad(number::text, 14, '0') as unique_text
     from (
       select number, now() - interval '6 days' + interval '5 days' * number / $3 as created_at
       from generate_series($1::bigint, $2::bigint - 1) number
     ) moment
     join sample on sample.turn = moment.number % (select count(*) from sample)`,
    [from, to, most],
  );
  await database.query('analyze past');
  for (const table of Object.keys(OWN)) await database.query(await copyStatement(database, table));
  await database.query(MOVE_BALANCES);
  await database.query(COUNT_USAGE);
  await database.query('commit');
}

async function copyStatement(database: pg.Client, table: string): Promise<string> {
  const { fields } = await database.query(`select * from ${table} limit 0`);
  const columns = fields.map(({ name }) => name).filter((name) => !LEFT_TO_DATABASE.has(name));
  const values = columns.map((name) => OWN[table]?.[name] ?? `original.${name}`);
  return `insert into ${table} (${columns.join(', ')})
    select ${values.join(', ')}
    from past join ${table} original
      on original.account_id = past.account_id and ${OF_SAMPLE[table]}
    order by past.unique_text`;
}

const MOVE_BALANCES = `
  with side as (
    select account_id, debit_id as id, amount as debits, 0 as credits from ledger_transfer
      where (account_id, movement) in (select account_id, unique_text from past)
    union all
    select account_id, credit_id, 0, amount from ledger_transfer
      where (account_id, movement) in (select account_id, unique_text from past)
  ), change as (
    select account_id, id, sum(debits) as debits, sum(credits) as credits
    from side group by account_id, id
  )
  update ledger_account a
  set debits_pending = a.debits_pending + change.debits,
    credits_pending = a.credits_pending + change.credits
  from change where a.account_id = change.account_id and a.id = change.id`;

/** Every limit of the benchmark counts the category of every purchase of the benchmark. */
const COUNT_USAGE = `
  with made as (
    select a.account_id, a.created_at, a.spent, a.cardholder_id, card.chain_id
    from past
    join issuing_authorization a
      on a.account_id = past.account_id and a.id = 'iauth_' || past.unique_text
    join issuing_card card on card.account_id = a.account_id and card.id = a.card_id
  ), spent as (
    select account_id, chain_id as owner_id, created_at, spent from made
    union all
    select account_id, cardholder_id, created_at, spent from made
    union all
    select account_id, account_id, created_at, spent from made
  ), counter as (
    select u.account_id, u.owner_id, c.signature, c.value,
      coalesce(sum(s.spent) filter
        (where s.created_at >= to_timestamp((c.value ->> 'window')::bigint)), 0) as more
    from spending_usage u
    cross join lateral jsonb_each(u.counters) as c (signature, value)
    join spent s on s.account_id = u.account_id and s.owner_id = u.owner_id
    group by u.account_id, u.owner_id, c.signature, c.value
  ), counted as (
    select account_id, owner_id, jsonb_object_agg(signature,
      value || jsonb_build_object('used', ((value ->> 'used')::bigint + more)::text)) as counters
    from counter group by account_id, owner_id
  )
  update spending_usage u set counters = counted.counters
  from counted where u.account_id = counted.account_id and u.owner_id = counted.owner_id`;
