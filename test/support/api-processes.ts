import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { inject } from 'vitest';

const MAIN = fileURLToPath(new URL('../../api/main.ts', import.meta.url));

/** API processes of one installation: the same database, keys and account, and nothing else in common. */
export interface ApiProcesses {
  /** The official SDK, one for each process. */
  readonly clients: readonly Stripe[];
  /** In base64. */
  readonly masterKey: string;
  /** As a power failure does it: without a word. */
  readonly kill: (index: number) => void;
  readonly stop: () => void;
}

export async function startApiProcesses(databaseUrl: string, count: number): Promise<ApiProcesses> {
  const secretKey = `sk_test_${randomBytes(12).toString('hex')}`;
  const masterKey = randomBytes(32).toString('base64');
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    CARDWRIGHT_MASTER_KEY: masterKey,
    CARDWRIGHT_OPERATOR_KEY: randomBytes(16).toString('hex'),
    CARDWRIGHT_SECRET_KEY: secretKey,
    PORT: '0',
  };
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--import', 'tsx', MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  const stop = () => children.forEach((child) => child.kill('SIGKILL'));
  try {
    const ports = await Promise.all(children.map(portOf));
    const clients = ports.map(
      (port) =>
        // A crowd waits its turn: who waited too long is told to come again, and does, under his key.
        new Stripe(secretKey, {
          host: '127.0.0.1',
          port,
          protocol: 'http',
          maxNetworkRetries: 5,
          telemetry: false,
        }),
    );
    return { clients, masterKey, kill: (index) => void children[index]?.kill('SIGKILL'), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** The port that it says it listens on. */
const portOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    let [output, errors] = ['', ''];
    child.stderr?.on('data', (chunk) => (errors += String(chunk)));
    child.stdout?.on('data', (chunk) => {
      output = output.length < 10_000 ? output + String(chunk) : output;
      const [, found] = /"port":(\d+)/.exec(output) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', () => reject(new Error(`it ended before it listened: ${errors}${output}`)));
  });
