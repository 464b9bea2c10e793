import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../infra/config.ts';
import { Problem, reasonOf } from './problem.ts';
import { projectDirectory } from './project.ts';
import { canReach, findUnprivilegedUser } from './unprivileged-user.ts';

const ROOTS_PLACE = '/var/lib/cardwright';

/**
 * Where everything is kept that must survive a restart. Beside the code, so that one checkout is one
 * instance; but as root, and where the user that Postgres runs as cannot get at the checkout, in the
 * place that the system has for such things.
 */
export function dataDirectoryOf(config: Pick<Config, 'CARDWRIGHT_DATA_DIR'>): string {
  const named = config.CARDWRIGHT_DATA_DIR;
  if (named !== undefined) return path.resolve(named);
  const user = findUnprivilegedUser();
  if (user !== undefined && !canReach(user, projectDirectory)) return ROOTS_PLACE;
  return path.join(projectDirectory, '.cardwright');
}

export function makeDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Problem(
      `The data directory ${directory} cannot be made (${reasonOf(error)}): set CARDWRIGHT_DATA_DIR to another.`,
      { cause: error },
    );
  }
}
