import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';

const INT8 = 20;
const DATE = 1082;

/** `int8` is money: it arrives as `bigint`. A `date` has no time and no zone: it stays text. */
const types = {
  getTypeParser: (oid: number, format?: 'binary' | 'text'): unknown => {
    if (oid === INT8) return BigInt;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
};

export interface PoolOptions {
  readonly url: string;
  /** Connections at most. More than Postgres has cores to serve only wait elsewhere. */
  readonly max?: number;
  /** `owner` may change the schema; `app`, the default, may not even correct the ledger. */
  readonly as?: 'app' | 'owner';
  /** Called for a connection that broke while idle: the pool makes a new one. */
  readonly onIdleError?: (error: Error) => void;
}

/** Nothing may wait for ever: a statement, a lock, or a transaction whose process has gone. */
const TIMEOUTS = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 30_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/** Opens nothing until the first query. */
export function openPool({ url, max = 10, as = 'app', onIdleError }: PoolOptions): pg.Pool {
  const role = as === 'app' ? { options: '-c role=cardwright_app' } : {};
  const pool = new pg.Pool({ connectionString: url, max, types, ...TIMEOUTS, ...role });
  pool.on('error', (error) => onIdleError?.(error));
  // A connection in use that breaks between two statements would end the process: the next statement tells.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Queries over a pool that the caller keeps, to watch it. Destroying this ends the pool too. */
export const databaseOver = (pool: pg.Pool): Kysely<Database> =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });

export const openDatabase = (options: PoolOptions): Kysely<Database> =>
  databaseOver(openPool(options));
