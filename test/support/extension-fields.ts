/**
 * What our answers have beyond the types of the official SDK, by the `object` they stand in; a nested
 * field by its path, such as `spending_controls.note`. A reader of this file knows every place where
 * the wire is ours and not Stripe's; anything else that is extra fails the test that received it.
 */
export const EXTENSION_FIELDS: Readonly<Record<string, readonly string[]>> = {
  // Documented by Stripe, and not in its types (contract §2.3).
  'issuing.authorization': ['verification_data.pin_check'],
  // In a preview of Stripe's, and in an older copy of its documentation (contract §3.3).
  'issuing.card': [
    'spending_controls.allowed_merchant_network_ids',
    'spending_controls.blocked_merchant_network_ids',
  ],
  'issuing.cardholder': [
    'spending_controls.allowed_merchant_network_ids',
    'spending_controls.blocked_merchant_network_ids',
  ],
  // Documented by Stripe as a parameter, and not in its types (contract §1.4).
  topup: ['destination_balance'],
};

/**
 * Values of an enumeration that the documentation has and the types of the SDK do not list, by
 * `object` and field. The SDK keeps its enumerations open, so its users may meet them.
 */
export const EXTENSION_VALUES: Readonly<
  Record<string, Readonly<Record<string, readonly string[]>>>
> = {
  // Documented, and required by personalization designs (contract §1.1).
  file: { purpose: ['issuing_logo'] },
  // Typed for customers of acquiring only; Issuing has one rail for each region (contract §1.1, §6.2).
  funding_instructions: { 'bank_transfer.type': ['gb_bank_transfer', 'us_bank_transfer'] },
};

/** Objects that only we have, by their `object`. Their fields are held by their own schema. */
export const EXTENSION_OBJECTS: readonly string[] = [
  // In a preview of Stripe's (contract §1.4).
  'balance_transfer',
  'issuing.settings',
  // In a preview of Stripe's (contract §2.17).
  'issuing.settlement',
  'bank_credit',
  'issuing.decision_trace',
  'issuing.funding_rule',
  'negative_balance',
  'webhook_delivery',
];

/** Types of events that only we tell. */
export const EXTENSION_EVENTS: readonly string[] = [
  'bank_credit.held',
  'bank_credit.returned',
  'bank_credit.succeeded',
  'issuing_funding_rule.triggered',
  // In the same preview as the object.
  'issuing_settlement.created',
  'issuing_settlement.updated',
  'negative_balance.opened',
  'negative_balance.reminded',
  'negative_balance.resolved',
  'webhook_endpoint.disabled',
];

/** The numbers of the wire that may have a fraction. All others are integers that a double holds exactly. */
export const FRACTIONAL_FIELDS: readonly string[] = ['exchange_rate', 'quantity'];
