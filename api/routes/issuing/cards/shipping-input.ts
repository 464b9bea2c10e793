import * as z from 'zod';
import {
  ADDRESS_VALIDATION_MODES,
  type Shipping,
  SHIPPING_SERVICES,
  SHIPPING_TYPES,
} from '../../../../domain/card/shipping.ts';
import { orderShipping } from '../../../../domain/card/shipping-order.ts';
import { boolean, clearable, text } from '../../../input.ts';
import { PHONE_NUMBER_LENGTH_MAX, toE164 } from '../../../phone-number.ts';
import { country } from '../../../places.ts';

/** What fits on a label. */
const LABEL_LENGTH_MAX = 50;

/** Always whole: half of an old address and half of a new one is nobody's. */
export const shippingInput = z.strictObject({
  address: z.strictObject({
    city: text(),
    country: country(),
    line1: text(),
    // An address that was read is sent again as it is: the SDKs send an empty text for null.
    line2: clearable(text()).optional(),
    postal_code: text(),
    state: clearable(text()).optional(),
  }),
  address_validation: z.strictObject({ mode: z.enum(ADDRESS_VALIDATION_MODES) }).optional(),
  business_name: text({ max: LABEL_LENGTH_MAX }).optional(),
  customs: z.strictObject({ eori_number: text().optional() }).optional(),
  name: text({ max: LABEL_LENGTH_MAX }),
  phone_number: text({ max: PHONE_NUMBER_LENGTH_MAX }).optional(),
  require_signature: boolean().optional(),
  service: z.enum(SHIPPING_SERVICES).optional(),
  type: z.enum(SHIPPING_TYPES).optional(),
});

/** @throws what is wrong with it, naming the parameter. */
export function readShipping(
  { address, phone_number, ...wish }: z.output<typeof shippingInput>,
  accountCountry: string,
): Shipping {
  const { line2 = null, state = null, ...place } = address;
  const order = {
    ...wish,
    address: { ...place, line2, state },
    ...(phone_number !== undefined && {
      phone_number: toE164(phone_number, address.country, 'shipping[phone_number]'),
    }),
  };
  return orderShipping(order, accountCountry);
}
