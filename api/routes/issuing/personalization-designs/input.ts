import * as z from 'zod';
import {
  CARRIER_BODY_LENGTH_MAX,
  CARRIER_TITLE_LENGTH_MAX,
} from '../../../../domain/design/carrier-text.ts';
import { boolean, clearable, text } from '../../../input.ts';
import { metadata } from '../../../metadata.ts';

const NAME_LENGTH_MAX = 200;
export const lookupKey = () => text({ max: NAME_LENGTH_MAX });
export const designName = () => text({ max: NAME_LENGTH_MAX });

export const carrierText = z.strictObject({
  footer_body: clearable(text({ max: CARRIER_BODY_LENGTH_MAX })).optional(),
  footer_title: clearable(text({ max: CARRIER_TITLE_LENGTH_MAX })).optional(),
  header_body: clearable(text({ max: CARRIER_BODY_LENGTH_MAX })).optional(),
  header_title: clearable(text({ max: CARRIER_TITLE_LENGTH_MAX })).optional(),
});

/** What creation and update take alike. Absent means: leave it as it is. */
export const details = {
  metadata: metadata().optional(),
  preferences: z.strictObject({ is_default: boolean() }).optional(),
  transfer_lookup_key: boolean().optional(),
};
