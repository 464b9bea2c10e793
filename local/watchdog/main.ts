/**
 * Ends what a launcher started when the launcher itself cannot: it may be killed with SIGKILL, run
 * out of memory, or crash. The launcher holds the other end of this process' standard input and
 * writes down there what it starts; when the pipe breaks, for whatever reason, everything that is
 * still running is stopped in order. An orderly launcher stops everything itself, so nothing is left.
 *
 * It leads a process group of its own and ignores the signals of the terminal: Ctrl-C is the
 * launcher's to handle. What it does not do: survive a SIGKILL of its own. The launcher then starts
 * another; if the launcher died with it, the next start finds what is left and stops it.
 */
import { createInterface } from 'node:readline';
import type { Charge } from '../processes/roles.ts';
import { stopInOrder } from '../processes/stop.ts';
import { parseMessage } from './protocol.ts';

const charges = new Map<number, Charge>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

try {
  for await (const line of createInterface({ input: process.stdin })) {
    const message = parseMessage(line);
    if (message === undefined) continue;
    if ('watch' in message) charges.set(message.watch.pid, message.watch);
    else charges.delete(message.forget);
  }
} finally {
  await stopInOrder(charges.values());
}
