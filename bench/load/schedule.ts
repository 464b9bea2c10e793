/** An open loop's plan: the purchase of that number is due so many milliseconds after the start, come what may. */
export const dueMs = (number: number, perSecond: number): number => (number * 1000) / perSecond;

/** How many are due by then: all whose time has come, the first at 0. */
export const dueCount = (elapsedMs: number, perSecond: number): number =>
  elapsedMs < 0 ? 0 : Math.floor((elapsedMs * perSecond) / 1000) + 1;
