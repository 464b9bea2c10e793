import { execFileSync } from 'node:child_process';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): readonly Process[] {
  const listing = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return listing
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, command = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      command,
    }));
}

/** A process, whatever came from it, and whatever names `folder` in its command: servers leave the family. */
export function processesOf(root: number, folder: string): readonly number[] {
  const all = processes();
  const family = new Set(
    all
      .filter(({ pid, command }) => pid === root || command.includes(folder))
      .map(({ pid }) => pid),
  );
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  family.delete(process.pid);
  return [...family];
}

/** What each of them was started with. */
export const commandsOf = (pids: readonly number[]): ReadonlyMap<number, string> =>
  new Map(
    processes().flatMap(({ pid, command }) =>
      pids.includes(pid) ? [[pid, command] as const] : [],
    ),
  );

/** As a power cut does: nobody is asked, and nobody is told. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It died with its parent.
    }
}
