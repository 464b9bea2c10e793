import { onTestFinished } from 'vitest';
import { Watchdog } from '../../local/watchdog/watchdog.ts';

/** A watchdog for one test, which leaves nothing running. */
export function openWatchdog(recordFile?: string): Watchdog {
  const watchdog = new Watchdog(recordFile);
  onTestFinished(() => watchdog.close());
  return watchdog;
}
