/** The classic way, as a process of its own, as our API is. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { listeningPort } from '../listening-port.ts';
import type { ClassicReady, ClassicStart } from './messages.ts';
import { patternOf } from './pattern.ts';
import { serve } from './server.ts';

/** As many as our API has. */
const CONNECTIONS = 20;

async function start({ databaseUrl, masterKey, sample }: ClassicStart): Promise<ClassicReady> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
  const { id, key } = sample;
  const values = [id];
  const patterns = {
    authorization: await patternOf(pool, 'issuing_authorization', { text: 'id = $1', values }),
    transfer: await patternOf(pool, 'ledger_transfer', { text: 'authorization_id = $1', values }),
    event: await patternOf(pool, 'event', { text: 'object_id = $1', values }),
    answer: await patternOf(pool, 'idempotent_answer', { text: 'key = $1', values: [key] }),
    wire: sample.wire,
  };
  const keys = await pool.query<{ hash: Buffer; account_id: string }>(
    'select hash, account_id from api_key',
  );
  const accounts = new Map(keys.rows.map((row) => [row.hash.toString('base64'), row.account_id]));
  const server = await serve({
    books: { pool, patterns, wrapping: randomBytes(32) },
    masterKey,
    accounts,
    nowMs: () => Math.floor(performance.timeOrigin + performance.now()),
  });
  return { port: listeningPort(server) };
}

process.once('disconnect', () => process.exit(0));
process.once('message', (message: ClassicStart) => {
  void start(message).then((ready) => process.send?.(ready));
});
