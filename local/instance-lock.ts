import path from 'node:path';
import { type Lock, tryLock } from './lock-file.ts';
import { Problem } from './problem.ts';

/** One instance for each data directory: the second is told who has it. */
export async function lockInstance(dataDirectory: string): Promise<Lock> {
  const lock = await tryLock(path.join(dataDirectory, 'instance.lock'));
  if ('release' in lock) return lock;
  throw new Problem(
    `Process ${lock.pid} runs Cardwright on ${dataDirectory} already: stop it, or set CARDWRIGHT_DATA_DIR to another directory.`,
  );
}

export function runRecordIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'run.json');
}
