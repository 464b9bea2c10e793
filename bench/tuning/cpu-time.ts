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
const STAT = { parent: 1, user: 11, system: 12, endedUser: 13, endedSystem: 14 } as const;

/** Seconds of processor time that a process has taken so far. Absent where there is no `/proc`. */
export function cpuSecondsOf(pid: number): number | undefined {
  return secondsIn(readStat(pid), ['user', 'system']);
}

function secondsIn(
  stat: readonly string[] | undefined,
  places: readonly (keyof typeof STAT)[],
): number | undefined {
  return (
    stat && places.reduce((sum, place) => sum + Number(stat[STAT[place]]), 0) / TICKS_PER_SECOND
  );
}

/** The same of a Postgres: of itself, of the sessions that it has now, and of those that have ended. */
export function cpuSecondsOfPostgres(dataDirectory: string): number | undefined {
  const file = path.join(dataDirectory, 'postgres', 'postmaster.pid');
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const own = secondsIn(readStat(postmaster), ['user', 'system', 'endedUser', 'endedSystem']);
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
