import * as z from 'zod';
import type { MerchantDataJson } from '../../../../db/json.ts';
import { categoryCode, MERCHANT_CATEGORIES } from '../../../../domain/merchant/categories.ts';
import { text } from '../../../input.ts';
import { country } from '../../../places.ts';

/** The merchant of a simulated purchase. Whatever is left out is the sandbox's own merchant. */
export const merchantInput = z.strictObject({
  category: z.enum(MERCHANT_CATEGORIES).default('eating_places_restaurants'),
  city: text().optional(),
  country: country().default('US'),
  name: text().default('Sandbox Coffee'),
  network_id: text().default('1234567890'),
  postal_code: text().optional(),
  state: text().optional(),
  terminal_id: text().optional(),
  url: text().optional(),
});

export function toMerchantData(merchant: z.output<typeof merchantInput>): MerchantDataJson {
  return {
    category: merchant.category,
    category_code: categoryCode(merchant.category),
    city: merchant.city ?? null,
    country: merchant.country,
    name: merchant.name,
    network_id: merchant.network_id,
    postal_code: merchant.postal_code ?? null,
    state: merchant.state ?? null,
    tax_id: null,
    terminal_id: merchant.terminal_id ?? null,
    url: merchant.url ?? null,
  };
}
