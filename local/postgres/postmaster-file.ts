import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProcess, findProgram } from '../processes/identity.ts';

/** What a running Postgres says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

const LINE = { pid: 0, port: 3, status: 7 } as const;

/** The Postgres that runs on this cluster now; `undefined` when the file is there but the process is not. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const lines = readLines(cluster);
  const pid = Number(lines?.[LINE.pid]);
  if (lines === undefined || !Number.isSafeInteger(pid) || !isPostgres(pid)) return undefined;
  return { pid, port: Number(lines[LINE.port]), isReady: lines[LINE.status]?.trim() === 'ready' };
}

/**
 * After a crash the pid in the file may belong to another program, and Postgres would refuse to start
 * for as long as that one runs. Postgres ignores the pid of its own parent, so ours is put in its
 * place. The file must stay: with it Postgres makes sure that no old session still writes.
 */
export function disownPostmasterFile(cluster: string): void {
  const lines = readLines(cluster);
  if (lines === undefined || findPostmaster(cluster) !== undefined) return;
  writeFileSync(fileIn(cluster), [String(process.pid), ...lines.slice(1)].join('\n'));
}

/** A dead process that nobody has collected yet still has its name, and serves nobody. */
function isPostgres(pid: number): boolean {
  return findProcess(pid) !== undefined && findProgram(pid)?.startsWith('postgres') === true;
}

function readLines(cluster: string): readonly string[] | undefined {
  try {
    return readFileSync(fileIn(cluster), 'utf8').split('\n');
  } catch {
    return undefined;
  }
}

function fileIn(cluster: string): string {
  return path.join(cluster, 'postmaster.pid');
}
