/**
 * Database transactions whose statements travel together. A round trip to Postgres costs the fast path more
 * than what Postgres does in it, and it holds the lock of a balance meanwhile: so the begin goes with the
 * first statements and the commit with the last one.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type Transaction,
} from 'kysely';
import type pg from 'pg';
import { invariant } from '../domain/invariant.ts';
import type { Database } from './database.ts';

export interface Flight {
  /** Statements that are asked for without waiting for each other travel together, and run in that order. */
  readonly db: Kysely<Database>;
  /** For who wants a transaction: it is the same one. */
  readonly within: <T>(act: (trx: Transaction<Database>) => Promise<T>) => Promise<T>;
  /**
   * Sends the last statement, which must be one, and the commit behind it.
   *
   * @throws what either of them throws. Unless the connection broke, nothing is written then.
   */
  readonly commitWith: (last: () => Promise<void>) => Promise<void>;
}

/** Runs one database transaction. It is rolled back when `act` throws, and committed when nobody has. */
export type Flights = <T>(act: (flight: Flight) => Promise<T>) => Promise<T>;

/** @param pool whose connections are pipelined: see `openPool`. */
export const flightsOver =
  (pool: pg.Pool): Flights =>
  async (act) => {
    const client = await pool.connect();
    const { flight, begin, end } = planeOf(client);
    try {
      begin();
      const result = await act(flight);
      await end('commit');
      client.release();
      return result;
    } catch (error) {
      // A connection on which not even this works is of no use to anybody.
      const broken = await end('rollback').then(
        () => undefined,
        (cause: unknown) => (cause instanceof Error ? cause : true),
      );
      client.release(broken);
      throw error;
    }
  };

interface Plane {
  readonly flight: Flight;
  readonly begin: () => void;
  /** Unless it has ended. */
  readonly end: (how: 'commit' | 'rollback') => Promise<void>;
}

const planes = new WeakMap<pg.PoolClient, Plane>();

/** A connection keeps its own: what reads and writes through it is made once. */
function planeOf(client: pg.PoolClient): Plane {
  const known = planes.get(client);
  if (known) return known;
  const plane = buildPlane(client);
  planes.set(client, plane);
  return plane;
}

function buildPlane(client: pg.PoolClient): Plane {
  let begun: Promise<unknown> = Promise.resolve();
  let isLast = false;
  let ended: Promise<void> | undefined;

  async function commit(): Promise<void> {
    // A transaction that failed takes a commit for a rollback, and says no more than this.
    const { command } = await client.query('commit');
    invariant(command === 'COMMIT', 'a transaction in which nothing failed can be committed');
  }
  function send({ sql, parameters }: CompiledQuery): Promise<pg.QueryResult> {
    const sent = client.query(sql, [...parameters]);
    if (isLast) ended = commit();
    isLast = false;
    return sent;
  }
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOver(send),
      createIntrospector: (over) => new PostgresIntrospector(over),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return {
    flight: {
      db,
      within: (act) => db.transaction().execute(act),
      commitWith: async (last) => {
        isLast = true;
        const [written] = await Promise.allSettled([last(), begun]);
        invariant(ended, 'the last statement was sent');
        // Its own error says more than that of the commit.
        if (written.status === 'rejected') {
          await ended.catch(() => {});
          throw written.reason;
        }
        await ended;
      },
    },
    begin: () => {
      [ended, isLast] = [undefined, false];
      begun = client.query('begin');
      // What came after it fails too, and somebody waits for that.
      begun.catch(() => {});
    },
    end: async (how) => {
      if (ended) return;
      if (how === 'commit') await commit();
      else await client.query('rollback');
    },
  };
}

/** One connection for everybody, who do not wait for each other. The transaction is begun and ended elsewhere. */
function driverOver(send: (query: CompiledQuery) => Promise<pg.QueryResult>): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const { rows, rowCount } = await send(query);
      return { rows, ...(rowCount !== null && { numAffectedRows: BigInt(rowCount) }) };
    },
    streamQuery: () => {
      throw new Error('what travels with others is not streamed');
    },
  };
  return {
    init: nothing,
    acquireConnection: async () => connection,
    beginTransaction: nothing,
    commitTransaction: nothing,
    rollbackTransaction: nothing,
    releaseConnection: nothing,
    destroy: nothing,
  };
}

const nothing = async (): Promise<void> => {};

/** A flight in a database transaction of the caller's, who commits it: one statement after the other. */
export const flightWithin = (trx: Transaction<Database>): Flight => ({
  db: trx,
  within: (act) => act(trx),
  commitWith: (last) => last(),
});
