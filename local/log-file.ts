import { existsSync, openSync, readFileSync, renameSync } from 'node:fs';

const TAIL_LINES = 12;

/** Opens a log that begins with this start; the one before it stays beside it as `….previous`. */
export function openLog(file: string): number {
  if (existsSync(file)) renameSync(file, `${file}.previous`);
  return openSync(file, 'a', 0o600);
}

/** The last lines of a log, for a person who wants to know why a server did not start. */
export function readTail(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.slice(-TAIL_LINES).join('\n');
}
