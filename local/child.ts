import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { PrintLine } from './log-printer.ts';
import { projectDirectory } from './project.ts';
import { type Ending, waitForEnd } from './processes/ending.ts';
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

/** Runs a script of ours from its source until it ends, under the watchdog, and tells how it ended, with its last words. */
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
