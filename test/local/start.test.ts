import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findFreePort } from '../../local/ports.ts';
import { killAll, processesOf } from '../support/process-tree.ts';
import { temporaryDirectory } from './temporary-directory.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface Launcher {
  readonly process: ChildProcess;
  readonly output: () => string;
}

async function environment(): Promise<Environment & { readonly CARDWRIGHT_DATA_DIR: string }> {
  const folder = await temporaryDirectory();
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...inherited } = process.env;
  return {
    ...inherited,
    PORT: '0',
    TEMPORAL_PORT: '0',
    TEMPORAL_UI_PORT: '0',
    CARDWRIGHT_DATA_DIR: path.join(folder, 'data'),
    DRAIN_LOG: path.join(folder, 'drained'),
  };
}

function launch(env: Environment): Launcher {
  const launcher = spawn(process.execPath, ['--import', 'tsx', 'test/local/fixtures/launch.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.on('data', (chunk) => void chunks.push(String(chunk)));
  onTestFinished(() => killAll(launched(launcher, env)));
  return { process: launcher, output: () => chunks.join('') };
}

async function launchToTheEnd(env: Environment): Promise<{ code: unknown; output: string }> {
  const launcher = launch(env);
  const [code] = await once(launcher.process, 'close');
  return { code, output: launcher.output() };
}

async function serving({ output }: Launcher): Promise<void> {
  await vi.waitFor(() => expect(output()).toContain('Ctrl-C stops everything.'), {
    timeout: 30_000,
    interval: 20,
  });
}

/** The launcher, and all that names its data directory or came from it. */
function launched({ pid }: ChildProcess, env: Environment): readonly number[] {
  return processesOf(pid ?? 0, env['CARDWRIGHT_DATA_DIR'] ?? '');
}

const drained = (env: Environment): readonly unknown[] =>
  readFileSync(env['DRAIN_LOG'] ?? '', 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const IN_ORDER = ['api', 'worker'].map((role) => ({ role, postgres: true, temporal: true }));

test('SIGTERM drains API and worker, in that order, while their servers still run; then all has ended', async () => {
  const env = await environment();
  const launcher = launch(env);
  await serving(launcher);
  for (const words of ['/docs', '/metrics', 'Temporal UI', 'sk_test_', 'curl', 'Postgres '])
    expect(launcher.output()).toContain(words);
  for (const key of ['master.key', 'operator.key', 'secret.key'])
    expect((await stat(path.join(env.CARDWRIGHT_DATA_DIR, key))).mode & 0o777).toBe(0o600);
  expect(launcher.output()).not.toContain(
    readFileSync(path.join(env.CARDWRIGHT_DATA_DIR, 'operator.key'), 'utf8').trim(),
  );

  expect(await launchToTheEnd(env)).toEqual({
    code: 1,
    output: `Process ${launcher.process.pid} runs Cardwright on ${env.CARDWRIGHT_DATA_DIR} already: stop it, or set CARDWRIGHT_DATA_DIR to another directory.\n`,
  });

  const all = launched(launcher.process, env);
  launcher.process.kill('SIGTERM');
  expect(await once(launcher.process, 'close')).toEqual([0, null]);
  expect(drained(env)).toEqual(IN_ORDER);
  expect(all.length).toBeGreaterThan(5);
  expect(launched(launcher.process, env)).toEqual([]);
});

test('after SIGKILL of the launcher everything drains and ends too, and the next start works', async () => {
  const env = await environment();
  const launcher = launch(env);
  await serving(launcher);
  launcher.process.kill('SIGKILL');
  await vi.waitFor(() => expect(launched(launcher.process, env)).toEqual([]), { timeout: 20_000 });
  expect(drained(env)).toEqual(IN_ORDER);

  const next = launch(env);
  await serving(next);
  next.process.kill('SIGINT');
  expect(await once(next.process, 'close')).toEqual([0, null]);
});

test('a port in use is named before anything is started', async () => {
  const env = await environment();
  const port = await findFreePort();
  const { code, output } = await launchToTheEnd({
    ...env,
    TEMPORAL_PORT: String(port),
    TEMPORAL_UI_PORT: String(port),
  });
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringContaining(`Port ${port} of 127.0.0.1 is in use: set TEMPORAL_UI_PORT`),
  });
  expect(existsSync(path.join(env.CARDWRIGHT_DATA_DIR, 'postgres'))).toBe(false);
});
