import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { Problem, reasonOf } from '../problem.ts';
import { buildTemporal } from './build.ts';
import { cachedBinary } from './cache.ts';
import { downloadTemporal } from './download.ts';
import type { MakeBinary, Making } from './making.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ObtainOptions extends Making {
  readonly env: Environment;
  /** Tried in this order when the machine has no server. */
  readonly makers?: readonly MakeBinary[];
}

const MAKERS = [downloadTemporal, buildTemporal] as const;

/**
 * The Temporal server to run: the one that is named, else the one on the path, else the one kept from
 * last time, else one that is downloaded or built now and kept. Throws one problem that names them all.
 */
export async function obtainTemporal({
  env,
  makers = MAKERS,
  ...making
}: ObtainOptions): Promise<string> {
  const named = env['TEMPORAL_CLI_PATH'];
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return path.resolve(named);
    throw new Problem(`TEMPORAL_CLI_PATH names ${named}, which is no program that can be run.`);
  }
  const cached = cachedBinary(env);
  const found = [...onPath(env), cached].find(isExecutable);
  if (found !== undefined) return found;

  const reasons: string[] = [];
  for (const make of makers) {
    try {
      await make(cached, making);
      return cached;
    } catch (error) {
      making.signal?.throwIfAborted();
      reasons.push(reasonOf(error));
    }
  }
  throw new Problem(
    [
      'There is no Temporal server. Any one of these helps:',
      '  set TEMPORAL_ADDRESS to one that runs, such as 127.0.0.1:7233;',
      '  set TEMPORAL_CLI_PATH to the `temporal` program, or put it on the PATH (https://docs.temporal.io/cli);',
      `  put that program at ${cached};`,
      '  let this machine reach temporal.download, or install Go 1.26 or newer, and start again.',
      'What was tried:',
      ...reasons.map((reason) => `  ${reason}`),
    ].join('\n'),
  );
}

function onPath(env: Environment): readonly string[] {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, 'temporal'));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
