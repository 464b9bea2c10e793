import * as z from 'zod';
import { issuingPersonalizationDesign } from './issuing-personalization-design.ts';

/** A design that waits for a person's decision, as the operator sees it. Not an object of Stripe's. */
export const designReview = z.strictObject({
  object: z.literal('design_review'),
  account: z.string(),
  personalization_design: issuingPersonalizationDesign,
  /** What a decision is about: sent with it, so that nobody decides about what he has not seen. */
  revision: z.int(),
  workflow_url: z.string(),
});
export type DesignReview = z.output<typeof designReview>;
