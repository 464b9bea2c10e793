/** What can be told about an object, in the names of the wire. A filter of events takes these or `issuing_card.*`. */
export const EVENT_TYPES = [
  'file.created',
  'issuing_authorization.created',
  'issuing_authorization.updated',
  'issuing_card.created',
  'issuing_card.updated',
  'issuing_cardholder.created',
  'issuing_cardholder.updated',
  'issuing_personalization_design.activated',
  'issuing_personalization_design.deactivated',
  'issuing_personalization_design.rejected',
  'issuing_personalization_design.updated',
  'issuing_settlement.created',
  'issuing_settlement.updated',
  'issuing_transaction.created',
  'issuing_transaction.updated',
  'payout.canceled',
  'payout.created',
  'payout.failed',
  'payout.paid',
  'payout.reconciliation_completed',
  'payout.updated',
  'test_helpers.test_clock.advancing',
  'test_helpers.test_clock.created',
  'test_helpers.test_clock.deleted',
  'test_helpers.test_clock.internal_failure',
  'test_helpers.test_clock.ready',
  'topup.canceled',
  'topup.created',
  'topup.failed',
  'topup.reversed',
  'topup.succeeded',
  // Ours: Stripe sends an e-mail instead.
  'webhook_endpoint.disabled',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** The version of the wire that our objects have, and so the one that an event keeps for ever. */
export const API_VERSION = '2026-10-28.endive';
