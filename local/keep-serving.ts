import { pause } from './pause.ts';
import { Problem } from './problem.ts';
import type { Ending } from './processes/ending.ts';
import type { Watchdog } from './watchdog/watchdog.ts';

export interface OwnServer {
  readonly name: string;
  readonly start: () => Promise<ServingServer>;
}

export interface ServingServer {
  /** Its clients have been told. */
  readonly address: string;
  readonly ended: Promise<Ending>;
}

export interface Keeping {
  readonly watchdog: Watchdog;
  readonly say: (sentence: string) => void;
}

/** One that ends as soon as it has started, time and again, is not started without end. */
const RESTARTS_MAX = 10;
const PAUSE_MS = 1000;

/**
 * Starts a server again when it ends by itself: its data is durable, and its clients connect anew.
 * Returns when the watchdog closes; throws when it cannot be had at its old address any more.
 */
export async function keepServing(
  { name, start }: OwnServer,
  first: ServingServer,
  { watchdog, say }: Keeping,
): Promise<void> {
  let server = first;
  for (let restartCount = 0; ; restartCount += 1) {
    const { reason } = await server.ended;
    if (watchdog.closing.aborted) return;
    if (restartCount === RESTARTS_MAX)
      throw new Problem(`${name} has ended ${RESTARTS_MAX + 1} times, last with ${reason}.`);
    say(`${name} ended (${reason}). It is started again.`);
    await pause(restartCount === 0 ? 0 : PAUSE_MS, watchdog.closing);
    if (watchdog.closing.aborted) return;
    server = await start();
    if (server.address !== first.address)
      throw new Problem(`${name} has lost its port to another program: start everything again.`);
  }
}
