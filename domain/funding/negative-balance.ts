/** What follows when a balance is below zero. */
export const NEGATIVE_BALANCE_STATUSES = ['open', 'recovered', 'written_off'] as const;
export type NegativeBalanceStatus = (typeof NEGATIVE_BALANCE_STATUSES)[number];

/** Days after it was noticed. */
export const REMINDER_DAYS = [7, 30, 90] as const;
/** From then on a person may take the loss. */
export const WRITE_OFF_DAYS = 180;
