/**
 * Where a settlement day stands.
 *
 *   open             clearings join it, until its cut-off
 *   closing          nothing joins it any more; what each account owes is added up
 *   awaiting_advice  it is closed, and the network has not said what it counts
 *   halted           what the network sent cannot be used: a person gets another one
 *   matching         our clearings are compared with the advice
 *   paying           the bank is told what to pay
 *   awaiting_bank    the bank has not confirmed it
 *   booking          what the bank has confirmed is booked
 *   in_review        settled but for its breaks, which wait for a person
 *   complete         settled, and no break is open
 */
export const DAY_STATUSES = [
  'awaiting_advice',
  'awaiting_bank',
  'booking',
  'closing',
  'complete',
  'halted',
  'in_review',
  'matching',
  'open',
  'paying',
] as const;
export type DayStatus = (typeof DAY_STATUSES)[number];

/** What the workflow of a day goes by. */
export interface DayStanding {
  readonly status: DayStatus;
  /** Grows with every change: of two, the larger is the later. */
  readonly revision: number;
  readonly openBreaks: number;
}

/** When another advice can still be read: before one has been used, and while breaks are looked into. */
export const canReadAdvice = (status: DayStatus): boolean =>
  status === 'awaiting_advice' || status === 'halted' || status === 'in_review';

/** Breaks are known from the matching on; what is settled or not does not wait for them. */
export const canResolveBreaks = (status: DayStatus): boolean =>
  status === 'awaiting_bank' ||
  status === 'booking' ||
  status === 'in_review' ||
  status === 'paying';
