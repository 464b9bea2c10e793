import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { expect } from 'vitest';
import { freePort } from './free-port.ts';
import { commandsOf, killAll, processesOf } from './process-tree.ts';

/** All that `npm start` starts, on a data directory and on ports of its own. */
export interface Instance {
  /** The official SDK, which tries nothing twice. */
  readonly stripe: Stripe;
  readonly origin: string;
  readonly secretKey: string;
  /** Until it serves. */
  readonly start: () => Promise<void>;
  /** As a power cut does it: all of it, or what has this in its command. Says how many processes it were. */
  readonly kill: (part?: string) => number;
  /** Until it serves again by itself, after a part of it was killed. */
  readonly serves: () => Promise<void>;
  /** Runs the command of that name and answers with what it printed and how it ended. */
  readonly run: (command: 'verify-ledger') => { readonly stdout: string; readonly status: number };
  readonly close: () => Promise<void>;
}

/** Starts nothing yet. */
export async function openInstance(): Promise<Instance> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cardwright crash '));
  await chmod(folder, 0o711);
  const [port, temporalPort, uiPort] = [await freePort(), await freePort(), await freePort()];
  const secretKey = `sk_test_${randomBytes(16).toString('hex')}`;
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...inherited } = process.env;
  const env = {
    ...inherited,
    PORT: String(port),
    TEMPORAL_PORT: String(temporalPort),
    TEMPORAL_UI_PORT: String(uiPort),
    CARDWRIGHT_DATA_DIR: path.join(folder, 'data'),
    CARDWRIGHT_SECRET_KEY: secretKey,
  };
  const origin = `http://127.0.0.1:${port}`;
  let launcher: ChildProcess | undefined;
  const family = (): readonly number[] => processesOf(launcher?.pid ?? 0, folder);
  const healthStatus = (): Promise<number> =>
    fetch(`${origin}/healthz`).then(
      ({ status }) => status,
      () => 0,
    );
  const serves = () =>
    expect.poll(() => healthStatus(), { timeout: 90_000, interval: 100 }).toBe(200);
  return {
    origin,
    secretKey,
    serves,
    stripe: new Stripe(secretKey, {
      host: '127.0.0.1',
      port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      timeout: 10_000,
    }),
    start: async () => {
      launcher = spawn(process.execPath, ['local/bootstrap.mjs', 'start'], {
        env,
        stdio: 'ignore',
      });
      await serves();
    },
    kill: (part = '') => {
      const pids = family();
      const killed = pids.filter((pid) => commandsOf(pids).get(pid)?.includes(part));
      killAll(killed);
      return killed.length;
    },
    run: (command) => {
      const script = ['local/bootstrap.mjs', command];
      const { stdout, status } = spawnSync(process.execPath, script, { env, encoding: 'utf8' });
      return { stdout, status: status ?? -1 };
    },
    close: async () => {
      killAll(family());
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
