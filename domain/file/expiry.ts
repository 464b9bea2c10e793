/** From its very second on. Null never comes. */
export const isExpired = (expiresAt: Date | null, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now;

const DAY_MS = 86_400_000;

/** When a file that is made now expires. */
export const expiryOf = (days: number | undefined, now: Date): Date | null =>
  days === undefined ? null : new Date(Math.floor(now.getTime() / 1_000) * 1_000 + days * DAY_MS);
