import * as z from 'zod';
import type { PlainCardRow } from '../../db/database.ts';
import {
  ADDRESS_VALIDATION_MODES,
  ADDRESS_VALIDATION_RESULTS,
  CARRIERS,
  NO_SHIPMENT,
  SHIPPING_SERVICES,
  SHIPPING_STATUSES,
  SHIPPING_TYPES,
} from '../../domain/card/shipping.ts';
import type { Address } from '../../domain/region/address.ts';

const address = z.strictObject({
  city: z.string(),
  country: z.string(),
  line1: z.string(),
  line2: z.string().nullable(),
  postal_code: z.string(),
  state: z.string().nullable(),
});

/** The way of a physical card. Every key is always there, and null until there is something to say. */
export const cardShipping = z.strictObject({
  address,
  address_validation: z.strictObject({
    mode: z.enum(ADDRESS_VALIDATION_MODES),
    normalized_address: address.nullable(),
    result: z.enum(ADDRESS_VALIDATION_RESULTS).nullable(),
  }),
  business_name: z.string().nullable(),
  carrier: z.enum(CARRIERS).nullable(),
  customs: z.strictObject({ eori_number: z.string().nullable() }).nullable(),
  delivered_at: z.int().nullable(),
  eta: z.int().nullable(),
  name: z.string(),
  phone_number: z.string().nullable(),
  require_signature: z.boolean(),
  service: z.enum(SHIPPING_SERVICES),
  shipped_at: z.int().nullable(),
  status: z.enum(SHIPPING_STATUSES).nullable(),
  tracking_number: z.string().nullable(),
  tracking_url: z.string().nullable(),
  type: z.enum(SHIPPING_TYPES),
});
type CardShipping = z.output<typeof cardShipping>;

/** Null for a virtual card. Field by field, as every wire object. */
export function shippingToWire({
  shipping,
  shipping_status,
  shipment,
}: Pick<PlainCardRow, 'shipment' | 'shipping' | 'shipping_status'>): CardShipping | null {
  if (shipping === null) return null;
  const { address_validation: validation } = shipping;
  const way = shipment ?? NO_SHIPMENT;
  return {
    address: addressToWire(shipping.address),
    address_validation: {
      mode: validation.mode,
      normalized_address:
        validation.normalized_address && addressToWire(validation.normalized_address),
      result: validation.result,
    },
    business_name: shipping.business_name,
    carrier: way.carrier,
    customs: shipping.customs && { eori_number: shipping.customs.eori_number },
    delivered_at: way.delivered_at,
    eta: way.eta,
    name: shipping.name,
    phone_number: shipping.phone_number,
    require_signature: shipping.require_signature,
    service: shipping.service,
    shipped_at: way.shipped_at,
    status: shipping_status,
    tracking_number: way.tracking_number,
    tracking_url: way.tracking_url,
    type: shipping.type,
  };
}

const addressToWire = ({
  city,
  country,
  line1,
  line2,
  postal_code,
  state,
}: Address): z.output<typeof address> => ({
  city,
  country,
  line1,
  line2,
  postal_code,
  state,
});
