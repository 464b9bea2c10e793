import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  categoryCode,
  CONTROL_CATEGORIES,
  isMerchantCategory,
  MERCHANT_CATEGORIES,
} from '../../../domain/merchant/categories.ts';

/** The members of a union of texts in the types that the official SDK ships. */
function union(file: string, name: string): string[] {
  const types = readFileSync(`node_modules/stripe/esm/resources/${file}`, 'utf8');
  const body = new RegExp(`type ${name} = ([^;]+);`).exec(types)?.[1] ?? '';
  return [...body.matchAll(/'([^']+)'/g)].map(([, text]) => text ?? '').toSorted();
}

test('spending controls may name the 295 categories of the official SDK', () => {
  expect(CONTROL_CATEGORIES).toHaveLength(295);
  expect([...CONTROL_CATEGORIES].toSorted()).toEqual(
    union('Issuing/Cards.d.ts', 'AllowedCategory'),
  );
  expect(new Set(CONTROL_CATEGORIES).size).toBe(295);
});

test('a merchant may be of the 294 categories of the test helper: miscellaneous is none', () => {
  expect(MERCHANT_CATEGORIES).toHaveLength(294);
  expect(MERCHANT_CATEGORIES.toSorted()).toEqual(
    union('TestHelpers/Issuing/Authorizations.d.ts', 'Category'),
  );
  expect(isMerchantCategory('miscellaneous')).toBe(false);
});

test('every category has a code of four digits, and no two have the same', () => {
  const codes = MERCHANT_CATEGORIES.map(categoryCode);
  for (const code of codes) expect(code).toMatch(/^\d{4}$/);
  expect(new Set(codes).size).toBe(codes.length);
});

test.each([
  ['ac_refrigeration_repair', '7623'],
  ['veterinary_services', '0742'],
  ['truck_stop_iteration', '7511'],
  ['government_licensed_online_casions_online_gambling_us_region_only', '7801'],
  ['eating_places_restaurants', '5812'],
  ['marketplaces', '5262'],
] as const)('%s is %s', (category, code) => expect(categoryCode(category)).toBe(code));
