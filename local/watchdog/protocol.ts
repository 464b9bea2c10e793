import * as z from 'zod';
import { parseJson } from '../json-file.ts';
import { charge } from '../processes/roles.ts';

/** One line of JSON on the watchdog's standard input. */
const watchdogMessage = z.union([
  z.object({ watch: charge }),
  z.object({ forget: z.int().positive() }),
]);
export type WatchdogMessage = Readonly<z.output<typeof watchdogMessage>>;

export function formatMessage(message: WatchdogMessage): string {
  return `${JSON.stringify(message)}\n`;
}

/** `undefined` for half a line: the launcher died while it wrote, and the rest must still be stopped. */
export function parseMessage(line: string): WatchdogMessage | undefined {
  return parseJson(line, watchdogMessage);
}
