import * as z from 'zod';
import type { PhysicalBundleRow } from '../../db/tables/design.ts';
import { BUNDLE_STATUSES, BUNDLE_TYPES } from '../../domain/design/bundle.ts';
import { FEATURE_POLICIES } from '../../domain/design/features.ts';

/** What is in stock to print on, as it crosses HTTP. */
export const issuingPhysicalBundle = z.strictObject({
  id: z.string(),
  object: z.literal('issuing.physical_bundle'),
  features: z.strictObject({
    card_logo: z.enum(FEATURE_POLICIES),
    carrier_text: z.enum(FEATURE_POLICIES),
    second_line: z.enum(FEATURE_POLICIES),
  }),
  livemode: z.boolean(),
  name: z.string(),
  status: z.enum(BUNDLE_STATUSES),
  type: z.enum(BUNDLE_TYPES),
});
export type IssuingPhysicalBundle = z.output<typeof issuingPhysicalBundle>;

export const physicalBundleToWire = (row: PhysicalBundleRow): IssuingPhysicalBundle => ({
  id: row.id,
  object: 'issuing.physical_bundle',
  features: {
    card_logo: row.card_logo,
    carrier_text: row.carrier_text,
    second_line: row.second_line,
  },
  livemode: row.livemode,
  name: row.name,
  status: row.status,
  type: row.type,
});
