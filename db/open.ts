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
  /** How long a statement may take; 0 leaves it to the server, which has no bound of its own. */
  readonly statementMsMax?: number;
  /**
   * Each statement is planned once, for look-ups by key: so that it costs the same when a table has grown
   * a thousandfold since, and before anybody has counted its rows.
   */
  readonly keyedPlans?: boolean;
  /**
   * Statements are sent without waiting for the answers to those before: see `flights.ts`. Whoever waits for each
   * answer notices nothing.
   */
  readonly pipelined?: boolean;
  /** Called for a connection that broke while idle: the pool makes a new one. */
  readonly onIdleError?: (error: Error) => void;
}

const STATEMENT_MS_MAX = 30_000;

/**
 * Nothing may wait for ever: a connection, a lock, a transaction whose process has gone, or an answer
 * from a Postgres whose machine has gone without a word.
 */
const TIMEOUTS = {
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/** Whoever reads after he waited for a lock relies on seeing what was committed meanwhile. */
const AS_APP = '-c role=cardwright_app -c default_transaction_isolation=read\\ committed';

const KEYED_PLANS =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

/**
 * What an address says of `options` is taken in place of ours, not beside them: ours are added there,
 * at the end, where they decide. Else whoever sets one option makes us the owner, who may do anything.
 */
const addressAsApp = (url: string, settings: string): string =>
  url.replaceAll(
    /(?<=[?&]options=)[^&#]*/g,
    (options) => `${options}%20${encodeURIComponent(settings)}`,
  );

/**
 * A statement that begins with `/* prepared: its name` is planned once for each connection: planning the
 * statements of the fast path takes longer than running them. The name must stand for one text only.
 */
class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this);
    const prepared = (first: unknown, ...rest: unknown[]): unknown => {
      const name = typeof first === 'string' ? PREPARED.exec(first)?.[1] : undefined;
      const [values] = rest;
      return name === undefined || rest.length !== 1 || !Array.isArray(values)
        ? Reflect.apply(query, this, [first, ...rest])
        : Reflect.apply(query, this, [{ name, text: first, values }]);
    };
    // The driver calls it in more ways than its types tell.
    Object.defineProperty(this, 'query', { value: prepared, configurable: true });
  }
}

const PREPARED = /^\s*\/\* prepared: (\w+) \*\//;

/** Opens nothing until the first query. */
export function openPool(options: PoolOptions): pg.Pool {
  const { url, max = 10, as = 'app', statementMsMax = STATEMENT_MS_MAX, onIdleError } = options;
  const settings = options.keyedPlans ? `${AS_APP} ${KEYED_PLANS}` : AS_APP;
  const place =
    as === 'app'
      ? { connectionString: addressAsApp(url, settings), options: settings }
      : { connectionString: url };
  const bounds = { ...TIMEOUTS, statement_timeout: statementMsMax, pipeline: options.pipelined };
  const pool = new pg.Pool({ ...place, max, types, ...bounds, Client: PreparingClient });
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
