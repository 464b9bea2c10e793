import * as z from 'zod';
import type { MerchantDataJson } from '../../db/json.ts';

/** The merchant of an authorization or of an issuing transaction, as it crosses HTTP. */
export const merchantData = z.strictObject({
  category: z.string(),
  category_code: z.string(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  name: z.string().nullable(),
  network_id: z.string(),
  postal_code: z.string().nullable(),
  state: z.string().nullable(),
  tax_id: z.string().nullable(),
  terminal_id: z.string().nullable(),
  url: z.string().nullable(),
});
export type MerchantDataWire = z.output<typeof merchantData>;

export function merchantDataToWire(merchant: MerchantDataJson): MerchantDataWire {
  return {
    category: merchant.category,
    category_code: merchant.category_code,
    city: merchant.city,
    country: merchant.country,
    name: merchant.name,
    network_id: merchant.network_id,
    postal_code: merchant.postal_code,
    state: merchant.state,
    tax_id: merchant.tax_id,
    terminal_id: merchant.terminal_id,
    url: merchant.url,
  };
}
