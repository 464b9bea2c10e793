/** What tells the time. Nothing but this file reads the wall clock. */
export interface Clock {
  /** Unix milliseconds, UTC. */
  readonly nowMs: () => number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

export const nowDate = (clock: Clock): Date => new Date(clock.nowMs());
