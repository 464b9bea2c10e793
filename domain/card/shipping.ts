import type { Address } from '../region/address.ts';

export const SHIPPING_STATUSES = [
  'canceled',
  'delivered',
  'failure',
  'pending',
  'returned',
  'shipped',
  'submitted',
] as const;
export type ShippingStatus = (typeof SHIPPING_STATUSES)[number];

/**
 * The one place that says what may happen to a card on its way: API, workflow and documents read it. What is
 * pending can still be changed; what was submitted is made, shipped and charged whatever is said afterwards.
 */
export const SHIPPING_MOVES = {
  cancel: { from: ['pending'], to: 'canceled' },
  submit: { from: ['pending'], to: 'submitted' },
  ship: { from: ['submitted'], to: 'shipped' },
  deliver: { from: ['shipped'], to: 'delivered' },
  return: { from: ['shipped'], to: 'returned' },
  fail: { from: ['submitted', 'shipped'], to: 'failure' },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly ShippingStatus[]; readonly to: ShippingStatus }>
>;
export type ShippingMove = keyof typeof SHIPPING_MOVES;

export const canShip = (move: ShippingMove, status: ShippingStatus): boolean =>
  fromOf(move).includes(status);

export const afterShipping = (move: ShippingMove): ShippingStatus => SHIPPING_MOVES[move].to;

/** Nothing happens to it any more. */
export const isShippingOver = (status: ShippingStatus): boolean =>
  Object.values(SHIPPING_MOVES).every(({ from }) => !includes(from, status));

const fromOf = (move: ShippingMove): readonly ShippingStatus[] => SHIPPING_MOVES[move].from;
const includes = (all: readonly ShippingStatus[], one: ShippingStatus): boolean =>
  all.includes(one);

export const CARRIERS = ['correos', 'dhl', 'fedex', 'royal_mail', 'usps'] as const;
export type Carrier = (typeof CARRIERS)[number];

export const SHIPPING_SERVICES = ['express', 'priority', 'standard'] as const;
export type ShippingService = (typeof SHIPPING_SERVICES)[number];

/** By itself in an envelope, or with the others of the day in boxes. */
export const SHIPPING_TYPES = ['bulk', 'individual'] as const;
export type ShippingType = (typeof SHIPPING_TYPES)[number];

export const ADDRESS_VALIDATION_MODES = [
  'disabled',
  'normalization_only',
  'validation_and_normalization',
] as const;
export type AddressValidationMode = (typeof ADDRESS_VALIDATION_MODES)[number];

export const ADDRESS_VALIDATION_RESULTS = [
  'indeterminate',
  'likely_deliverable',
  'likely_undeliverable',
] as const;
export type AddressValidationResult = (typeof ADDRESS_VALIDATION_RESULTS)[number];

/** Where to, to whom and how: the caller's wish, and what was found out about the address. Personal data. */
export interface Shipping {
  readonly address: Address;
  readonly address_validation: {
    readonly mode: AddressValidationMode;
    readonly normalized_address: Address | null;
    readonly result: AddressValidationResult | null;
  };
  readonly business_name: string | null;
  readonly customs: { readonly eori_number: string | null } | null;
  readonly name: string;
  readonly phone_number: string | null;
  readonly require_signature: boolean;
  readonly service: ShippingService;
  readonly type: ShippingType;
}

/** What is known of the way. Instants are unix seconds; null: it has not come to that, or nobody told. */
export interface Shipment {
  readonly carrier: Carrier | null;
  readonly tracking_number: string | null;
  readonly tracking_url: string | null;
  readonly eta: number | null;
  readonly submitted_at: number | null;
  readonly shipped_at: number | null;
  readonly delivered_at: number | null;
  /** Why we owe another card in its place. Null: we do not. */
  readonly owed_for: OwedFor | null;
}

/** It was spoiled in the making, or the mail has lost it. */
export type OwedFor = 'fulfillment_error' | 'lost';

export const NO_SHIPMENT: Shipment = {
  carrier: null,
  tracking_number: null,
  tracking_url: null,
  eta: null,
  submitted_at: null,
  shipped_at: null,
  delivered_at: null,
  owed_for: null,
};
