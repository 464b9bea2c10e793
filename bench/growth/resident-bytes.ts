import type { ChildProcess } from 'node:child_process';
import type { Processes } from '../processes.ts';

/** The memory that a process holds now, as the operating system counts it. */
export async function residentBytes(processes: Processes, { pid }: ChildProcess): Promise<number> {
  const printed = await processes.run('ps', ['-o', 'rss=', '-p', String(pid)], process.env);
  return Number(printed.trim()) * 1024;
}
