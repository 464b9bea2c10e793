import { NO_SPENDING_CONTROLS, type SpendingControls } from '../spending-controls.ts';

/** What becomes of a purchase whose decision endpoint does not decide. */
export const DECISION_DEFAULTS = ['approve', 'decline'] as const;
export type DecisionDefault = (typeof DECISION_DEFAULTS)[number];

/** How an account runs its cards, all of them together. */
export interface IssuingSettings {
  /** Judged after those of the card and of its cardholder. */
  readonly spendingControls: SpendingControls;
  /** The endpoint said nothing within its time. */
  readonly onDecisionTimeout: DecisionDefault;
  /** The endpoint said nothing that can be used. */
  readonly onDecisionError: DecisionDefault;
  readonly cashWithdrawals: boolean;
}

/** As a new account has them. */
export const NEW_SETTINGS: IssuingSettings = {
  spendingControls: NO_SPENDING_CONTROLS,
  onDecisionTimeout: 'decline',
  onDecisionError: 'decline',
  cashWithdrawals: true,
};
