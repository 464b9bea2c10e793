import { chmod, mkdir, readlink, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { prepareBinaries } from '../../local/postgres/binaries.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const stranger = { name: 'stranger', uid: 12_345, gid: 12_345 };

/** As npm unpacks it: the files, and a list of the links that it could not pack. */
async function installedPackage(): Promise<{ folder: string; version: string }> {
  const folder = path.join(await temporaryDirectory(), 'package');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await mkdir(path.join(folder, 'native/bin'), { recursive: true });
  await mkdir(path.join(folder, 'native/lib'));
  await writeFile(path.join(folder, 'native/bin/postgres'), 'a program', { mode: 0o700 });
  await writeFile(path.join(folder, 'native/lib/libpq.so.5.18'), 'a library', { mode: 0o600 });
  await writeFile(path.join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
  return { folder, version: 'postgresql-18' };
}

test('the links that npm cannot pack are made, also by several at once', async () => {
  const installed = await installedPackage();
  const data = await temporaryDirectory();
  const starts = [1, 2, 3].map(() => prepareBinaries(data, undefined, installed));
  for (const { postgres } of await Promise.all(starts))
    expect(postgres).toBe(path.join(installed.folder, 'native/bin/postgres'));
  expect(await readlink(path.join(installed.folder, 'native/lib/libpq.so.5'))).toBe(
    'libpq.so.5.18',
  );
});

test('a user who cannot get at the package gets a copy that it can read', async () => {
  const installed = await installedPackage();
  await chmod(installed.folder, 0o700);
  const data = await temporaryDirectory();
  const { postgres } = await prepareBinaries(data, stranger, installed);

  expect(postgres).toBe(path.join(data, 'postgresql-18/bin/postgres'));
  expect((await stat(postgres)).mode & 0o777).toBe(0o755);
  const library = path.join(data, 'postgresql-18/lib/libpq.so.5');
  expect(await readlink(library)).toBe('libpq.so.5.18');
  expect((await stat(library)).mode & 0o777).toBe(0o644);
});
