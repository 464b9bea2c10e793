import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { PrintLine } from './log-printer.ts';
import { reasonOf } from './problem.ts';
import { projectDirectory } from './project.ts';
import type { Role } from './processes/roles.ts';
import type { Watchdog } from './watchdog/watchdog.ts';

/** What a process says when its configuration cannot be used (`EX_CONFIG`): trying again will not help. */
export const CONFIGURATION_EXIT_CODE = 78;

export interface Script {
  readonly role: Role;
  /** From the project, such as `api/main.ts`. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Ending {
  /** `undefined` when a signal ended it, or when it could not be started. */
  readonly code: number | undefined;
  /** `exit code 1: connection refused`: how it ended, with its last words. */
  readonly reason: string;
}

/** Runs a script of ours from its source until it ends, under the watchdog, and tells how it ended. */
export async function runScript(
  watchdog: Watchdog,
  script: Script,
  print: PrintLine,
): Promise<Ending> {
  const child = watchdog.spawn({
    role: script.role,
    file: process.execPath,
    args: ['--import', 'tsx', script.file, ...(script.args ?? [])],
    options: { cwd: projectDirectory, env: script.env, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  let lastWords = '';
  const listen = (line: string): void => {
    if (line.trim() !== '') lastWords = line;
    print(line);
  };
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const read = streams.map((stream) => readLines(stream, listen));
  const ending = await waitForEnd(child);
  await Promise.all(read);
  const words = messageOf(lastWords);
  return { ...ending, reason: words === '' ? ending.reason : `${ending.reason}: ${words}` };
}

async function readLines(stream: Readable, listen: PrintLine): Promise<void> {
  for await (const line of createInterface({ input: stream })) listen(line);
}

async function waitForEnd(child: ChildProcess): Promise<Ending> {
  try {
    const [code, signal]: (number | string | null)[] = await once(child, 'exit');
    return typeof code === 'number'
      ? { code, reason: `exit code ${code}` }
      : { code: undefined, reason: `signal ${String(signal)}` };
  } catch (error) {
    return { code: undefined, reason: reasonOf(error) };
  }
}

/** The sentence in a line: the message of a log record, or the line. */
function messageOf(line: string): string {
  if (!line.startsWith('{')) return line.trim();
  try {
    const { msg }: { msg?: unknown } = JSON.parse(line);
    return typeof msg === 'string' ? msg : line;
  } catch {
    return line;
  }
}
