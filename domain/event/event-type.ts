/** What can be told about an object, in the names of the wire. A filter of events takes these or `issuing_card.*`. */
export const EVENT_TYPES = [
  'issuing_authorization.created',
  'issuing_authorization.updated',
  'issuing_card.created',
  'issuing_card.updated',
  'issuing_cardholder.created',
  'issuing_cardholder.updated',
  'issuing_transaction.created',
  'issuing_transaction.updated',
  'topup.created',
  'topup.succeeded',
  // Ours: Stripe sends an e-mail instead.
  'webhook_endpoint.disabled',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** The version of the wire that our objects have, and so the one that an event keeps for ever. */
export const API_VERSION = '2026-10-28.endive';
