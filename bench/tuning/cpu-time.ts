import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Cores that each party kept busy, on average, while a load ran. */
export interface CpuShares {
  /** The process that answers: our API, or the classic server. */
  readonly server: number;
  readonly postgres: number;
  readonly load: number;
}

/** What Linux counts processor time in. */
const TICKS_PER_SECOND = 100;
/** Places of `/proc/<pid>/stat`, counted from behind the name of the program, which may hold anything. */
const STAT = { parent: 1, user: 11, system: 12 } as const;

/** Seconds of processor time that a process has taken so far. Absent where there is no `/proc`. */
export function cpuSecondsOf(pid: number): number | undefined {
  const stat = readStat(pid);
  return stat && (Number(stat[STAT.user]) + Number(stat[STAT.system])) / TICKS_PER_SECOND;
}

/** The same of a Postgres and all sessions that it has now. */
export function cpuSecondsOfPostgres(dataDirectory: string): number | undefined {
  const file = path.join(dataDirectory, 'postgres', 'postmaster.pid');
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const own = cpuSecondsOf(postmaster);
  if (own === undefined) return undefined;
  const sessions = readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && Number(readStat(pid)?.[STAT.parent]) === postmaster);
  return sessions.reduce((sum, pid) => sum + (cpuSecondsOf(pid) ?? 0), own);
}

function readStat(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
