import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tryLock } from '../../local/lock-file.ts';
import { findProcess } from '../../local/processes/identity.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const us = findProcess(process.pid);

test('of many who want a lock at once, one gets it and the others are told who', async () => {
  const file = path.join(await temporaryDirectory(), 'lock');
  const taken = await Promise.all(Array.from({ length: 20 }, () => tryLock(file)));
  expect(taken.filter((one) => 'release' in one)).toHaveLength(1);
  expect(taken.filter((one) => !('release' in one))).toEqual(Array(19).fill(us));
});

test('a released lock can be had again', async () => {
  const file = path.join(await temporaryDirectory(), 'lock');
  for (let round = 0; round < 2; round += 1) {
    const lock = await tryLock(file);
    if (!('release' in lock)) throw new Error('the lock is not free');
    lock.release();
  }
});

test.each([
  ['whose owner has died', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'long ago' })],
  ['whose pid belongs to another now', JSON.stringify({ pid: process.pid, startedAt: 'before' })],
  ['whose owner died before it wrote its name', ''],
  ['that holds something else', 'not a lock'],
])('a lock %s is void', async (_case, content) => {
  const file = path.join(await temporaryDirectory(), 'lock');
  await writeFile(file, content);
  const taken = await Promise.all([tryLock(file), tryLock(file)]);
  expect(taken.filter((one) => 'release' in one)).toHaveLength(1);
});

test('a lock that was handed to another process is held for as long as that one runs', async () => {
  const file = path.join(await temporaryDirectory(), 'lock');
  const lock = await tryLock(file);
  if (!('release' in lock)) throw new Error('the lock is not free');
  const parent = findProcess(process.ppid);
  if (parent === undefined) throw new Error('a test has a parent');
  lock.handTo(parent);
  expect(await tryLock(file)).toEqual(parent);
});
