import { NO_SPENDING_CONTROLS, type SpendingControls } from '../domain/spending-controls.ts';
import type { SpendingControlsJson } from './json.ts';

/** Stored controls with their amounts as numbers again. `toJson` is the way back. */
export const controlsOf = (stored: SpendingControlsJson): SpendingControls => ({
  ...NO_SPENDING_CONTROLS,
  ...stored,
  spending_limits: stored.spending_limits.map((limit) => ({
    ...limit,
    amount: BigInt(limit.amount),
  })),
});
