import { Client } from 'pg';
import { Problem, reasonOf } from '../problem.ts';
import { becomesTrue } from '../processes/poll.ts';
import { clusterIn } from './cluster.ts';
import { databaseUrlOf, readConnection } from './connection.ts';
import { findPostmaster } from './postmaster-file.ts';

/** One that starts may have a long log to replay. */
const SETTLED_MS = 60_000;
/** One that was killed a moment ago is still there for a moment, and answers nobody. */
const DECIDED_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5000;

/** The database of a data directory whose Postgres runs, as its superuser; `undefined` when it does not. */
export async function findRunningDatabase(dataDirectory: string): Promise<string | undefined> {
  const cluster = clusterIn(dataDirectory);
  const isSettled = (): boolean => findPostmaster(cluster)?.isReady !== false;
  await becomesTrue(isSettled, { withinMs: SETTLED_MS });
  const postmaster = findPostmaster(cluster);
  const connection = readConnection(dataDirectory);
  if (postmaster === undefined || connection === undefined) return undefined;

  const databaseUrl = databaseUrlOf({ ...connection, port: postmaster.port });
  let refusal: unknown;
  const isDecided = async (): Promise<boolean> => {
    if (findPostmaster(cluster) === undefined) return true;
    refusal = await refusalOf(databaseUrl);
    return refusal === undefined;
  };
  await becomesTrue(isDecided, { withinMs: DECIDED_MS });
  if (findPostmaster(cluster) === undefined) return undefined;
  if (refusal === undefined) return databaseUrl;
  throw new Problem(
    `The Postgres in ${cluster} runs, but does not let us in: ${reasonOf(refusal)}`,
    { cause: refusal },
  );
}

async function refusalOf(connectionString: string): Promise<unknown> {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end();
  }
}
