import * as z from 'zod';
import { isPlatform } from '../../../../db/accounts/is-platform.ts';
import { owned } from '../../../../db/database.ts';
import { insertDesign } from '../../../../db/designs/insert.ts';
import { lockDesigns } from '../../../../db/designs/take-over.ts';
import { toJson } from '../../../../db/json.ts';
import { newId } from '../../../../db/unit-of-work.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { text } from '../../../input.ts';
import { command } from '../../../operation.ts';
import {
  designToWire,
  issuingPersonalizationDesign,
} from '../../../wire/issuing-personalization-design.ts';
import { contentOf } from './content.ts';
import { carrierText, designName, details, lookupKey } from './input.ts';
import { requestReview } from './request-review.ts';
import { defaultColumns, takeOver } from './take-over.ts';

/** Its creation is told by no event: what follows from the review is. */
export const createDesign = command(
  {
    method: 'post',
    path: '/v1/issuing/personalization_designs',
    summary: 'Create a personalization design, and have it reviewed',
    params: z.strictObject({}),
    input: z.strictObject({
      ...details,
      card_logo: text().optional(),
      carrier_text: carrierText.optional(),
      lookup_key: lookupKey().optional(),
      name: designName().optional(),
      physical_bundle: text(),
    }),
    response: issuingPersonalizationDesign,
  },
  async ({ input, scope, work }) => {
    await lockDesigns(work);
    const content = await contentOf(work, input, undefined);
    const id = newId(work, 'personalizationDesign');
    const platform = await isPlatform(work.trx, scope.accountId);
    const design = await insertDesign(work, {
      ...owned(scope),
      id,
      created_at: work.now,
      ...content,
      name: input.name ?? null,
      lookup_key: null,
      ...defaultColumns(false, platform),
      ...(await takeOver(work, id, input)),
      status: 'review',
      revision: 1,
      decisions: 0,
      logo_rejection: null,
      text_rejection: null,
      metadata: toJson(mergeMetadata({}, input.metadata)),
    });
    await requestReview(work, design);
    return designToWire(design);
  },
);
