import { rmSync } from 'node:fs';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import { findProcess, isRunning, processIdentity } from '../processes/identity.ts';
import { becomesTrue } from '../processes/poll.ts';
import { type Charge, ROLE_ORDER, charge } from '../processes/roles.ts';
import { stopInOrder } from '../processes/stop.ts';

const runSchema = z.object({ watchdog: processIdentity.optional(), charges: z.array(charge) });

/** A watchdog that still stops what a dead launcher left is given all the time that the stops may take. */
const WATCHDOG_END_MS = 90_000;

/** Who runs, in a file, for the start after a `kill -9` of launcher and watchdog together. */
export class RunRecord {
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  write(now: { watchdogPid: number | undefined; charges: Iterable<Charge> }): void {
    if (this.#file === undefined) return;
    const watchdog = now.watchdogPid === undefined ? undefined : findProcess(now.watchdogPid);
    writeJsonFile(this.#file, { watchdog, charges: [...now.charges] });
  }

  remove(): void {
    if (this.#file !== undefined) rmSync(this.#file, { force: true });
  }
}

/**
 * Ends what a launcher that is dead has left running: its watchdog is doing that, or died with it,
 * and then it is done here. Call it with the lock of the data directory in hand.
 */
export async function stopLeftovers(
  recordFile: string,
  tell: (sentence: string) => void,
): Promise<void> {
  const run = readJsonFile(recordFile, runSchema);
  if (run === undefined) return;
  const { watchdog, charges } = run;
  const isOver = (): boolean => !charges.some(isRunning);

  if (!isOver()) {
    const names = ROLE_ORDER.filter((role) => charges.some((one) => one.role === role));
    tell(`The previous instance was killed; stopping what it left running (${names.join(', ')}).`);
    const isUnwatched = (): boolean => watchdog === undefined || !isRunning(watchdog);
    await becomesTrue(() => isOver() || isUnwatched(), { withinMs: WATCHDOG_END_MS });
    await stopInOrder(charges.filter(isRunning));
  }
  rmSync(recordFile, { force: true });
}
