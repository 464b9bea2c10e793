import * as z from 'zod';
import { processIdentity } from './identity.ts';

interface Manner {
  /** Asks it to finish what it is doing and to end. */
  readonly signal: NodeJS.Signals;
  /** How long it may take, before it is told to end at once. */
  readonly graceMs: number;
  /** Ends it at once, losing nothing that was committed. */
  readonly forceSignal: NodeJS.Signals;
}

/** What the launcher starts, in the order in which it is stopped: nothing loses its database while it drains. */
export const ROLE_ORDER = ['task', 'api', 'worker', 'temporal', 'postgres'] as const;
export type Role = (typeof ROLE_ORDER)[number];

/**
 * How each is stopped. Postgres reads SIGINT as "no new sessions, roll back what is open, write it all
 * down" and SIGQUIT as "now"; after the latter it replays its log at the next start.
 */
export const ROLES = {
  task: { signal: 'SIGTERM', graceMs: 10_000, forceSignal: 'SIGKILL' },
  api: { signal: 'SIGTERM', graceMs: 20_000, forceSignal: 'SIGKILL' },
  worker: { signal: 'SIGTERM', graceMs: 20_000, forceSignal: 'SIGKILL' },
  temporal: { signal: 'SIGTERM', graceMs: 10_000, forceSignal: 'SIGKILL' },
  postgres: { signal: 'SIGINT', graceMs: 20_000, forceSignal: 'SIGQUIT' },
} as const satisfies Record<Role, Manner>;

/** A process that must not outlive its launcher. It leads a process group of its own. */
export const charge = processIdentity.extend({ role: z.enum(ROLE_ORDER) });
export type Charge = Readonly<z.output<typeof charge>>;
