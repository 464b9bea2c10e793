import { execFile } from 'node:child_process';
import { chmod, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Problem, reasonOf } from '../problem.ts';
import { projectDirectory } from '../project.ts';
import { inSeconds, stopwatch } from '../say.ts';
import { TEMPORAL_VERSION, makeInCache } from './cache.ts';
import type { Making } from './making.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 5 * 60_000;

/**
 * Fetches the official binary, in a process of its own: the library that can do it starts a native
 * runtime, which would keep this process from obeying SIGTERM.
 */
export async function downloadTemporal(place: string, { say, signal }: Making): Promise<void> {
  say(`Downloading the Temporal server ${TEMPORAL_VERSION} (about 50 MB, once, to ${place}).`);
  const elapsed = stopwatch();
  await makeInCache(place, async (directory) => {
    const args = ['--import', 'tsx', 'local/temporal/download/main.ts', directory];
    try {
      await run(process.execPath, args, { cwd: projectDirectory, timeout: TIMEOUT_MS, signal });
    } catch (error) {
      const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
      throw new Problem(`The download failed: ${lastLine(words) ?? reasonOf(error)}`);
    }
    const [binary] = await readdir(directory);
    if (binary === undefined) throw new Problem('The download failed: it left no file.');
    await chmod(path.join(directory, binary), 0o755);
    return path.join(directory, binary);
  });
  say(`Downloaded in ${inSeconds(elapsed())}.`);
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1) || undefined;
}
