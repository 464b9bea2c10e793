import * as z from 'zod';
import { DECISION_DEFAULTS, type IssuingSettings } from '../../domain/account/settings.ts';
import { spendingControls, spendingControlsToWire } from './spending-controls.ts';

/** How an account runs its cards, in one mode. Ours: Stripe agrees on it with each program. */
export const issuingSettings = z.strictObject({
  object: z.literal('issuing.settings'),
  cash_withdrawals: z.strictObject({ enabled: z.boolean() }),
  livemode: z.boolean(),
  real_time_decision: z.strictObject({
    on_error: z.enum(DECISION_DEFAULTS),
    on_timeout: z.enum(DECISION_DEFAULTS),
  }),
  spending_controls: spendingControls,
});
export type IssuingSettingsWire = z.output<typeof issuingSettings>;

export const settingsToWire = (
  settings: IssuingSettings,
  livemode: boolean,
): IssuingSettingsWire => ({
  object: 'issuing.settings',
  cash_withdrawals: { enabled: settings.cashWithdrawals },
  livemode,
  real_time_decision: {
    on_error: settings.onDecisionError,
    on_timeout: settings.onDecisionTimeout,
  },
  spending_controls: spendingControlsToWire(settings.spendingControls),
});
