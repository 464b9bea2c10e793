import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import { inject } from 'vitest';
import type { Database } from '../../db/database.ts';
import { type Flights, flightsOver } from '../../db/flights.ts';
import { databaseOver, openPool } from '../../db/open.ts';
import { urlOf } from './database-template.ts';

const pools = new WeakMap<Kysely<Database>, Promise<pg.Pool>>();

/** The way of purchases into the database of a test, over pipelined connections as a process has them. */
export const flightsTo =
  (db: Kysely<Database>): Flights =>
  async (act) => {
    const pool = pools.get(db) ?? openFlights(db);
    pools.set(db, pool);
    return flightsOver(await pool)(act);
  };

/** Nobody closes it: it ends with the database. */
async function openFlights(db: Kysely<Database>): Promise<pg.Pool> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  const url = urlOf(inject('databaseUrl'), rows[0]?.name ?? '');
  return openPool({ url, pipelined: true, keyedPlans: true, max: 4 });
}

interface Sent {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

export interface Watched {
  /** All that goes through it is written down, also what travels in flights. */
  readonly db: Kysely<Database>;
  /** What was sent, in this order. */
  readonly statements: string[];
  readonly sent: Sent[];
}

/** A database whose statements a test reads. */
export function openWatched(url: string): Watched {
  const [statements, sent]: [string[], Sent[]] = [[], []];
  const pool = openPool({ url, pipelined: true, max: 4 });
  pool.on('connect', (client) => {
    const query = client.query.bind(client);
    const watched = (...given: unknown[]): unknown => {
      const [text, parameters] = given;
      if (typeof text === 'string') {
        statements.push(text.trim());
        sent.push({ text, parameters: Array.isArray(parameters) ? parameters : [] });
      }
      return Reflect.apply(query, client, given);
    };
    Object.defineProperty(client, 'query', { value: watched });
  });
  const db = databaseOver(pool);
  pools.set(db, Promise.resolve(pool));
  return { db, statements, sent };
}
