import * as z from 'zod';
import { listDesigns as readDesigns } from '../../../../db/designs/list.ts';
import { DESIGN_STATUSES } from '../../../../domain/design/review.ts';
import { boolean, listInput } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import {
  designToWire,
  issuingPersonalizationDesign,
} from '../../../wire/issuing-personalization-design.ts';
import { listOf } from '../../../wire/list.ts';
import { lookupKey } from './input.ts';

const path = '/v1/issuing/personalization_designs';
/** As many as a page has. */
const LOOKUP_KEYS_MAX = 100;

export const listDesigns = query(
  {
    method: 'get',
    path,
    summary: 'List personalization designs',
    params: z.strictObject({}),
    input: listInput({
      lookup_keys: z.array(lookupKey()).min(1).max(LOOKUP_KEYS_MAX).optional(),
      preferences: z
        .strictObject({
          is_default: boolean().optional(),
          is_platform_default: boolean().optional(),
        })
        .optional(),
      status: z.enum(DESIGN_STATUSES).optional(),
    }),
    response: listOf(issuingPersonalizationDesign),
  },
  async ({ input: { lookup_keys: lookupKeys, preferences, ...input }, scope }, { db }) => {
    const page = await readDesigns(db, scope, { ...input, ...preferences, lookupKeys });
    return listAnswer(path, page, designToWire);
  },
);
