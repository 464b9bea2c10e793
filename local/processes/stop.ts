import { isRunning } from './identity.ts';
import { becomesTrue } from './poll.ts';
import { type Charge, ROLES, ROLE_ORDER } from './roles.ts';

/** After this even a process that was told to end at once is killed, with all that it started. */
const LAST_GRACE_MS = 5000;

/**
 * Stops processes in the order of their roles, those of one role together, and returns when none is
 * left. Each is asked first and told later; `hurry`, when it aborts, ends the asking.
 */
export async function stopInOrder(charges: Iterable<Charge>, hurry?: AbortSignal): Promise<void> {
  const all = [...charges];
  for (const role of ROLE_ORDER)
    await Promise.all(all.filter((charge) => charge.role === role).map((one) => stop(one, hurry)));
}

async function stop(charge: Charge, hurry: AbortSignal | undefined): Promise<void> {
  const { signal, graceMs, forceSignal } = ROLES[charge.role];
  const isGone = (): boolean => !isRunning(charge);

  if (hurry?.aborted !== true) {
    send(charge, signal);
    if (await becomesTrue(isGone, { withinMs: graceMs, signal: hurry })) return;
  }
  send(charge, forceSignal);
  if (await becomesTrue(isGone, { withinMs: LAST_GRACE_MS })) return;
  send(charge, 'SIGKILL', -charge.pid);
  await becomesTrue(isGone, { withinMs: LAST_GRACE_MS });
}

/** A process that is gone needs no signal, and whoever has its pid now gets none. */
function send(charge: Charge, signal: NodeJS.Signals, to = charge.pid): void {
  if (!isRunning(charge)) return;
  try {
    process.kill(to, signal);
  } catch {
    // It ended between the look and the signal.
  }
}
