import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

export const TEMPORAL_VERSION = '1.8.2';

/** Where a server that was downloaded or built is kept, for all checkouts of one user. */
export function cachedBinary(env: Readonly<Record<string, string | undefined>>): string {
  const set = env['XDG_CACHE_HOME'];
  const base = set === undefined || set === '' ? path.join(homedir(), '.cache') : set;
  return path.join(base, 'cardwright', `temporal-${TEMPORAL_VERSION}`);
}

/** Lets `make` work in a directory beside the place and moves its result there: a whole one, or none. */
export async function makeInCache(
  place: string,
  make: (directory: string) => Promise<string>,
): Promise<void> {
  const unfinished = `${place}.unfinished-${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    await rename(await make(unfinished), place);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
