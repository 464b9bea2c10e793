import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as z from 'zod';

export const processIdentity = z.object({
  pid: z.int().positive(),
  /** When it started, in whatever form the system tells it. Only ever compared. */
  startedAt: z.string(),
});

/**
 * One process for good. A pid alone is not enough: after a reboot, and in a container as soon as the
 * next start, it belongs to somebody else, who must neither be waited for nor killed.
 */
export type ProcessIdentity = Readonly<z.output<typeof processIdentity>>;

/** Who has this pid now. `undefined`: nobody, or a dead process that nobody has collected. */
export function findProcess(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return findProcess(pid)?.startedAt === startedAt;
}

/** The program that a process runs, such as `postgres`. */
export function findProgram(pid: number): string | undefined {
  if (process.platform === 'linux') return readProc(`${pid}/comm`)?.trim();
  return askPs(pid, 'comm=')?.split('/').at(-1);
}

function startOnLinux(pid: number): string | undefined {
  const stat = readProc(`${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name of the program may hold spaces and brackets; what follows its last bracket may not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const ticksSinceBoot = fields[19];
  if (state === 'Z' || state === 'X' || ticksSinceBoot === undefined) return undefined;
  return `${readProc('sys/kernel/random/boot_id')?.trim() ?? ''}/${ticksSinceBoot}`;
}

function startElsewhere(pid: number): string | undefined {
  const answer = askPs(pid, 'stat=,lstart=');
  return answer === undefined || answer.startsWith('Z') ? undefined : answer.replace(/^\S+\s+/, '');
}

function askPs(pid: number, columns: string): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-o', columns, '-p', String(pid)], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

function readProc(file: string): string | undefined {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
