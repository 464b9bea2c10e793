/**
 * Why a card will not arrive unless a person does something: nobody knows the address, the bureau has not taken
 * the order, it came back, or what was to take its place did not come about.
 */
export const STUCK_REASONS = ['no_address', 'no_answer', 'not_replaced', 'returned'] as const;
export type StuckReason = (typeof STUCK_REASONS)[number];
