import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findProcess, isRunning } from '../../local/processes/identity.ts';
import { stopLeftovers } from '../../local/watchdog/run-record.ts';
import { openWatchdog } from './open-watchdog.ts';
import { temporaryDirectory } from './temporary-directory.ts';

function sleeper(): ChildProcess & { readonly pid: number } {
  const child = spawn('sleep', ['60'], { detached: true });
  onTestFinished(() => void child.kill('SIGKILL'));
  const { pid } = child;
  if (pid === undefined) throw new Error('there is no sleep');
  return Object.assign(child, { pid });
}

test('what a launcher left, whose watchdog died with it, is stopped and named', async () => {
  const [api, postgres] = [sleeper(), sleeper()];
  const file = path.join(await temporaryDirectory(), 'run.json');
  const charges = [
    { role: 'postgres', ...findProcess(postgres.pid) },
    { role: 'api', ...findProcess(api.pid) },
  ];
  await writeFile(file, JSON.stringify({ charges }));
  const said: string[] = [];
  await stopLeftovers(file, (sentence) => said.push(sentence));

  expect(said).toEqual([expect.stringContaining('left running (api, postgres)')]);
  for (const { pid } of [api, postgres]) expect(findProcess(pid)).toBeUndefined();
  expect(existsSync(file)).toBe(false);
});

test('a process that has a pid of the record by chance is left alone', async () => {
  const { pid } = sleeper();
  const file = path.join(await temporaryDirectory(), 'run.json');
  await writeFile(file, JSON.stringify({ charges: [{ role: 'api', pid, startedAt: 'before' }] }));
  await stopLeftovers(file, () => {});
  expect(findProcess(pid)).toBeDefined();
});

test('a watchdog that is killed is replaced, and the next one knows all charges', async () => {
  const file = path.join(await temporaryDirectory(), 'run.json');
  const record = async () => JSON.parse(await readFile(file, 'utf8'));
  const watchdog = openWatchdog(file);
  const { pid } = watchdog.spawn({ role: 'task', file: 'sleep', args: ['60'] });
  const first = (await record()).watchdog;
  process.kill(first.pid, 'SIGKILL');

  await vi.waitFor(async () => {
    const { watchdog: second, charges } = await record();
    expect(second.pid).not.toBe(first.pid);
    expect(isRunning(second)).toBe(true);
    expect(charges).toEqual([{ role: 'task', ...findProcess(pid ?? 0) }]);
  });
});
