import * as z from 'zod';
import { issuingCardholder } from './issuing-cardholder.ts';

/** A cardholder who waits for a person's decision, as the operator sees it. Not an object of Stripe's. */
export const screening = z.strictObject({
  object: z.literal('screening'),
  account: z.string(),
  cardholder: issuingCardholder,
  workflow_url: z.string(),
});
export type Screening = z.output<typeof screening>;
