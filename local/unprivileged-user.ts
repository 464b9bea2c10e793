import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.ts';

export interface UnprivilegedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Users that exist on most machines and own nothing that matters. We create none. */
const CANDIDATES = ['postgres', 'nobody'] as const;

/** Postgres refuses to run as root: who runs it then. `undefined` when we are not root: we run it. */
export function findUnprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of CANDIDATES) {
    const [uid, gid] = [readId('-u', name), readId('-g', name)];
    if (uid !== undefined && gid !== undefined) return { name, uid, gid };
  }
  throw new Problem(
    `Postgres does not run as root, and this machine has neither a user ${CANDIDATES.join(' nor ')}. ` +
      'Start as an ordinary user, or set DATABASE_URL to an existing Postgres.',
  );
}

/** Whether this user can read what is there: every directory on the way lets it pass. */
export function canReach(user: UnprivilegedUser, target: string): boolean {
  const absolute = path.resolve(target);
  const parent = path.dirname(absolute);
  if (!mayEnter(user, absolute)) return false;
  return parent === absolute || canReach(user, parent);
}

function mayEnter({ uid, gid }: UnprivilegedUser, directory: string): boolean {
  const found = statSync(directory, { throwIfNoEntry: false });
  // What is not there yet will be made by us, open for passing.
  if (found === undefined) return true;
  const shift = found.uid === uid ? 6 : found.gid === gid ? 3 : 0;
  return ((found.mode >> shift) & 1) === 1;
}

function readId(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
