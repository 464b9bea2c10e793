import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { parseJson, writeJsonFile } from './json-file.ts';
import {
  type ProcessIdentity,
  findProcess,
  isRunning,
  processIdentity,
} from './processes/identity.ts';
import { becomesTrue } from './processes/poll.ts';

export interface Lock {
  /** Makes another process the owner: the lock then holds for as long as that one runs. */
  readonly handTo: (owner: ProcessIdentity) => void;
  readonly release: () => void;
}

/** Whoever makes the file writes it at once; one that stays without an owner was left by a crash. */
const OWNERLESS_MS = 500;

/**
 * A lock that a crash cannot leave shut: the file names its owner, and the lock of an owner that no
 * longer runs is void. Answers with the lock, or with who has it.
 */
export async function tryLock(file: string): Promise<Lock | ProcessIdentity> {
  const owner = JSON.stringify(findProcess(process.pid));
  for (;;) {
    if (create(file, owner)) return lockOf(file, owner);

    await becomesTrue(() => readOwner(file) !== undefined, { withinMs: OWNERLESS_MS });
    const text = readText(file);
    const holder = readOwner(file);
    if (holder !== undefined && isRunning(holder)) return holder;
    if (text !== undefined) removeVoid(file, text);
  }
}

/** Waits for as long as another process, or another caller in this one, has the lock. */
export async function waitForLock(file: string, withinMs: number): Promise<Lock | ProcessIdentity> {
  let taken = await tryLock(file);
  await becomesTrue(
    async () => {
      if (!('release' in taken)) taken = await tryLock(file);
      return 'release' in taken;
    },
    { withinMs },
  );
  return taken;
}

function lockOf(file: string, firstOwner: string): Lock {
  let owner = firstOwner;
  return {
    handTo(next) {
      owner = JSON.stringify(next);
      writeJsonFile(file, next);
    },
    release() {
      if (readText(file) === owner) rmSync(file, { force: true });
    },
  };
}

function create(file: string, owner: string): boolean {
  try {
    writeFileSync(file, owner, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Of several that find the same void lock, one moves it away; a fresh one, moved by mistake, goes back. */
function removeVoid(file: string, text: string): void {
  const aside = `${file}.void-${randomBytes(6).toString('hex')}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readText(aside);
  if (moved !== undefined && moved !== text) create(file, moved);
  rmSync(aside, { force: true });
}

function readOwner(file: string): ProcessIdentity | undefined {
  return parseJson(readText(file) ?? '', processIdentity);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
