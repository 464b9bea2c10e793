import * as z from 'zod';
import { LOCALES } from '../../../../domain/cardholder/cardholder.ts';
import { email } from '../../../email.ts';
import { clearable, integer, list, text, unixTime } from '../../../input.ts';
import { metadata } from '../../../metadata.ts';
import { unavailable } from '../../../unavailable.ts';
import { PHONE_NUMBER_LENGTH_MAX } from '../../../phone-number.ts';
import { cardholderControls } from '../../../spending-controls.ts';

/** Always whole: half of an old address and half of a new one is nobody's. */
export const billing = z.strictObject({
  address: z.strictObject({
    city: text(),
    country: text(),
    line1: text(),
    // An address that was read is sent again as it is: the SDKs send an empty text for null.
    line2: clearable(text()).optional(),
    postal_code: text(),
    state: clearable(text()).optional(),
  }),
});
export type Billing = z.output<typeof billing>;

const ipAddress = text().refine(
  (address) => z.union([z.ipv4(), z.ipv6()]).safeParse(address).success,
  {
    message: 'Must be an IPv4 or IPv6 address.',
  },
);

const individual = z.strictObject({
  card_issuing: z
    .strictObject({
      user_terms_acceptance: z
        .strictObject({
          date: unixTime().optional(),
          ip: ipAddress.optional(),
          user_agent: clearable(text()).optional(),
        })
        .optional(),
    })
    .optional(),
  dob: z
    .strictObject({
      day: integer({ min: 1, max: 31 }),
      month: integer({ min: 1, max: 12 }),
      year: integer({ min: 1, max: 9_999 }),
    })
    .optional(),
  first_name: text().optional(),
  last_name: text().optional(),
  verification: z
    .strictObject({ document: unavailable('Documents of a cardholder are') })
    .optional(),
});
export type Individual = z.output<typeof individual>;

/** What creation and update take alike. Absent means: leave it as it is. */
export const details = {
  company: z.strictObject({ tax_id: text().optional() }).optional(),
  email: email().optional(),
  individual: individual.optional(),
  metadata: metadata().optional(),
  phone_number: text({ max: PHONE_NUMBER_LENGTH_MAX }).optional(),
  preferred_locales: list(z.enum(LOCALES), { max: LOCALES.length }).optional(),
  spending_controls: cardholderControls(),
  status: z.enum(['active', 'inactive']).optional(),
};
const detailsInput = z.strictObject({ ...details, billing: billing.optional() });
export type Details = z.output<typeof detailsInput>;
