export const CARD_STATUSES = ['active', 'canceled', 'inactive'] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

export const CARD_TYPES = ['physical', 'virtual'] as const;
export type CardType = (typeof CARD_TYPES)[number];

/** The networks' names as they stand on the wire. */
export const CARD_BRANDS = ['MasterCard', 'Visa'] as const;
export type CardBrand = (typeof CARD_BRANDS)[number];

export const CANCELLATION_REASONS = [
  'design_rejected',
  'fulfillment_error',
  'lost',
  'stolen',
] as const;
export type CancellationReason = (typeof CANCELLATION_REASONS)[number];

export const REPLACEMENT_REASONS = [
  'damaged',
  'expired',
  'fulfillment_error',
  'lost',
  'stolen',
] as const;
export type ReplacementReason = (typeof REPLACEMENT_REASONS)[number];
