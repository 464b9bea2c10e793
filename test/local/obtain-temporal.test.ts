import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { MakeBinary } from '../../local/temporal/making.ts';
import { obtainTemporal } from '../../local/temporal/obtain.ts';
import { makeInCache } from '../../local/temporal/cache.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const say = (): void => {};

const writesBinary: MakeBinary = (place) =>
  makeInCache(place, async (directory) => {
    const binary = path.join(directory, 'made');
    await writeFile(binary, 'a program', { mode: 0o755 });
    return binary;
  });
const fails =
  (sentence: string): MakeBinary =>
  async () => {
    throw new Error(sentence);
  };

async function machine(): Promise<{ XDG_CACHE_HOME: string; PATH: string }> {
  const home = await temporaryDirectory();
  return { XDG_CACHE_HOME: path.join(home, 'cache'), PATH: path.join(home, 'bin') };
}

test('a server that is named is used, and nothing else is looked at', async () => {
  const env = { ...(await machine()), TEMPORAL_CLI_PATH: process.execPath };
  expect(await obtainTemporal({ env, say, makers: [] })).toBe(process.execPath);
});

test('a wrong TEMPORAL_CLI_PATH is an error, not a reason to download', async () => {
  const env = { ...(await machine()), TEMPORAL_CLI_PATH: '/no/such/temporal' };
  await expect(obtainTemporal({ env, say, makers: [writesBinary] })).rejects.toThrow(
    'TEMPORAL_CLI_PATH names /no/such/temporal',
  );
});

test('the server on the path comes before what would have to be made', async () => {
  const env = await machine();
  await mkdir(env.PATH);
  const temporal = path.join(env.PATH, 'temporal');
  await writeFile(temporal, 'a program', { mode: 0o755 });
  expect(await obtainTemporal({ env, say, makers: [] })).toBe(temporal);
});

test('what one maker cannot make the next one makes, once for all starts', async () => {
  const env = await machine();
  const kept = path.join(env.XDG_CACHE_HOME, 'cardwright/temporal-1.8.2');
  const makers = [fails('no network'), writesBinary];
  expect(await obtainTemporal({ env, say, makers })).toBe(kept);
  expect(await obtainTemporal({ env, say, makers: [] })).toBe(kept);
});

test('when there is no way, one error names them all and what was tried', async () => {
  const env = await machine();
  const makers = [fails('no network'), fails('no compiler')];
  const attempt = obtainTemporal({ env, say, makers });
  const remedies = ['TEMPORAL_ADDRESS', 'TEMPORAL_CLI_PATH', 'PATH', env.XDG_CACHE_HOME, 'Go 1.26'];
  for (const words of [...remedies, 'no network', 'no compiler'])
    await expect(attempt).rejects.toThrow(words);
});
