import { setTimeout as pauseOfNode } from 'node:timers/promises';

/** Lets time pass, and keeps no process alive for it. */
export const pause = (ms: number): Promise<void> => pauseOfNode(ms, undefined, { ref: false });
