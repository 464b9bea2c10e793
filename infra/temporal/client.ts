import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import { systemClock } from '../clock.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { dataConverter } from './data-converter.ts';

/** What every worker of an installation polls, and every start names. */
const TASK_QUEUE = 'cardwright';

/**
 * Three tries, half a second: the client's own ten go on for seconds past a deadline. Everything that
 * calls Temporal is called again by somebody: a caller, the sweeper, the start of a worker.
 */
const retries = makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }));

export interface TemporalOptions {
  readonly address: string;
  readonly namespace: string;
  readonly keyring: Pick<Keyring, 'payloads'>;
  /** Tests that share a server have one each. */
  readonly taskQueue?: string;
}

export interface Temporal {
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly close: () => Promise<void>;
}

/**
 * One for a process. It connects when it is first used, and again after a loss: so a process starts
 * and serves without Temporal.
 */
export function openTemporal({
  address,
  namespace,
  keyring,
  taskQueue = TASK_QUEUE,
}: TemporalOptions): Temporal {
  const connection = Connection.lazy({ address, interceptors: [retries] });
  const client = new Client({ connection, namespace, dataConverter: dataConverter(keyring) });
  return { client, namespace, taskQueue, close: () => connection.close() };
}

/** Without a deadline a call to a Temporal that is down would wait for ever. It fails instead. */
export const withinMs = <T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> =>
  client.withDeadline(systemClock.nowMs() + ms, call);
