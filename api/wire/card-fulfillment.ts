import * as z from 'zod';
import { STUCK_REASONS } from '../../domain/card/stuck.ts';
import { issuingCard } from './issuing-card.ts';

/** A card that needs a person on its way, as the operator sees it. Not an object of Stripe's. */
export const cardFulfillmentCase = z.strictObject({
  object: z.literal('card_fulfillment_case'),
  account: z.string(),
  card: issuingCard,
  reason: z.enum(STUCK_REASONS),
  workflow_url: z.string(),
});
export type CardFulfillmentCase = z.output<typeof cardFulfillmentCase>;
