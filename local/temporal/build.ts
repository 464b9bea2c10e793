import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';
import { projectDirectory } from '../project.ts';
import { inSeconds, stopwatch } from '../say.ts';
import { TEMPORAL_VERSION, makeInCache } from './cache.ts';
import type { Making } from './making.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 30 * 60_000;
const REASON_LENGTH_MAX = 500;

/** The version is told by a linker flag: the module itself holds none. */
const LINKER_FLAGS = `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${TEMPORAL_VERSION}`;

/** Builds the server from its source with the Go compiler of this machine, against `go.sum`. */
export async function buildTemporal(place: string, { say, signal }: Making): Promise<void> {
  await checkGo();
  say(
    `Building the Temporal server ${TEMPORAL_VERSION} with Go: 4 to 15 minutes, once, to ${place}.`,
  );
  const elapsed = stopwatch();
  await makeInCache(place, async (directory) => {
    const binary = path.join(directory, 'temporal');
    await build(binary, signal);
    return binary;
  });
  say(`Built in ${inSeconds(elapsed())}.`);
}

async function checkGo(): Promise<void> {
  try {
    await run('go', ['version']);
  } catch (error) {
    throw new Problem('It was not built: there is no Go compiler on the PATH.', { cause: error });
  }
}

async function build(binary: string, signal: AbortSignal | undefined): Promise<void> {
  const target = 'github.com/temporalio/cli/cmd/temporal';
  const args = ['build', '-trimpath', '-ldflags', LINKER_FLAGS, '-o', binary, target];
  try {
    await run('go', args, {
      cwd: path.join(projectDirectory, 'local/temporal-cli'),
      env: { ...process.env, CGO_ENABLED: '0' },
      timeout: TIMEOUT_MS,
      signal,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Problem(`The build failed: ${words.slice(-REASON_LENGTH_MAX)}`, { cause: error });
  }
}
