import type { HoldExpiryDeps } from '../../activities/hold-expiry.ts';

/** For workers of tests in which no hold lapses. */
export const NO_HOLDS: Pick<HoldExpiryDeps, 'onLapse' | 'onLapseFault'> = {
  onLapse: () => {},
  onLapseFault: () => {},
};
