import { randomInt } from 'node:crypto';
import { CONFIGURATION_EXIT_CODE, type Script, runScript } from './child.ts';
import type { PrintLine } from './log-printer.ts';
import { pause } from './pause.ts';
import { Problem } from './problem.ts';
import { inSeconds, stopwatch } from './say.ts';
import type { Watchdog } from './watchdog/watchdog.ts';

export interface Supervision {
  readonly watchdog: Watchdog;
  readonly print: PrintLine;
  readonly say: (sentence: string) => void;
  readonly pace?: Pace;
}

export interface Pace {
  readonly firstDelayMs: number;
  readonly delayMsMax: number;
  /** After so long a life, a death is news again: the next start comes soon. */
  readonly healthyMs: number;
}

const PACE: Pace = { firstDelayMs: 250, delayMsMax: 10_000, healthyMs: 30_000 };

/**
 * Keeps a script running: when it ends, whatever the reason, it is started again, ever later while it
 * keeps failing, and the reason is told. Returns when the watchdog closes; throws when the script says
 * that its configuration cannot be used.
 */
export async function supervise(script: Script, supervision: Supervision): Promise<void> {
  const { watchdog, print, say, pace = PACE } = supervision;
  for (let failureCount = 0; !watchdog.closing.aborted; failureCount += 1) {
    const lifetime = stopwatch();
    const { code, reason } = await runScript(watchdog, script, print);
    if (watchdog.closing.aborted) return;
    if (code === CONFIGURATION_EXIT_CODE)
      throw new Problem(`The ${script.role} cannot start: ${reason}`);

    if (lifetime() >= pace.healthyMs) failureCount = 0;
    const delayMs = delayAfter(failureCount, pace);
    say(`The ${script.role} ended (${reason}). It is started again in ${inSeconds(delayMs)}.`);
    await pause(delayMs, watchdog.closing);
  }
}

/** Doubles with each failure, up to a bound, less a random part: two that fall together rise apart. */
function delayAfter(failureCount: number, { firstDelayMs, delayMsMax }: Pace): number {
  const whole = Math.min(firstDelayMs * 2 ** failureCount, delayMsMax);
  return (whole * randomInt(50, 101)) / 100;
}
