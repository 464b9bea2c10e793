import * as z from 'zod';
import type { DesignRow } from '../../db/tables/design.ts';
import { LOGO_FAULTS, TEXT_FAULTS } from '../../domain/design/rejection.ts';
import { DESIGN_STATUSES } from '../../domain/design/review.ts';
import { expandable } from './expandable.ts';

/** What cards are printed after, as it crosses HTTP. */
export const issuingPersonalizationDesign = z.strictObject({
  id: z.string(),
  object: z.literal('issuing.personalization_design'),
  card_logo: expandable('file').nullable(),
  carrier_text: z
    .strictObject({
      footer_body: z.string().nullable(),
      footer_title: z.string().nullable(),
      header_body: z.string().nullable(),
      header_title: z.string().nullable(),
    })
    .nullable(),
  created: z.int(),
  livemode: z.boolean(),
  lookup_key: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  name: z.string().nullable(),
  physical_bundle: expandable('issuing.physical_bundle'),
  preferences: z.strictObject({
    is_default: z.boolean(),
    is_platform_default: z.boolean().nullable(),
  }),
  rejection_reasons: z.strictObject({
    card_logo: z.array(z.enum(LOGO_FAULTS)).readonly().nullable(),
    carrier_text: z.array(z.enum(TEXT_FAULTS)).readonly().nullable(),
  }),
  status: z.enum(DESIGN_STATUSES),
});
export type IssuingPersonalizationDesign = z.output<typeof issuingPersonalizationDesign>;

export const designToWire = (row: DesignRow): IssuingPersonalizationDesign => ({
  id: row.id,
  object: 'issuing.personalization_design',
  card_logo: row.card_logo_id,
  carrier_text: carrierTextToWire(row),
  created: Math.floor(row.created_at.getTime() / 1000),
  livemode: row.livemode,
  lookup_key: row.lookup_key,
  metadata: row.metadata,
  name: row.name,
  physical_bundle: row.physical_bundle_id,
  preferences: {
    is_default: row.is_default,
    is_platform_default: row.is_platform_default,
  },
  rejection_reasons: { card_logo: row.logo_rejection, carrier_text: row.text_rejection },
  status: row.status,
});

function carrierTextToWire({ footer_body, footer_title, header_body, header_title }: DesignRow) {
  const text = { footer_body, footer_title, header_body, header_title };
  return Object.values(text).some((line) => line !== null) ? text : null;
}
