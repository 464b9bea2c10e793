import * as z from 'zod';
import { lockDesign } from '../../../../db/designs/get.ts';
import { lockDesigns } from '../../../../db/designs/take-over.ts';
import { updateDesign as writeDesign } from '../../../../db/designs/update.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import { toJson } from '../../../../db/json.ts';
import type { DesignRow } from '../../../../db/tables/design.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { clearable, text } from '../../../input.ts';
import { command } from '../../../operation.ts';
import {
  designToWire,
  issuingPersonalizationDesign,
} from '../../../wire/issuing-personalization-design.ts';
import { type ContentInput, contentIn, contentOf, isAnother } from './content.ts';
import { carrierText, designName, details, lookupKey } from './input.ts';
import { requestReview } from './request-review.ts';
import { takeOver } from './take-over.ts';

export const updateDesign = command(
  {
    method: 'post',
    path: '/v1/issuing/personalization_designs/:personalization_design',
    summary: 'Update a personalization design; what is printed is reviewed again',
    params: z.strictObject({ personalization_design: z.string() }),
    input: z.strictObject({
      ...details,
      card_logo: clearable(text()).optional(),
      carrier_text: clearable(carrierText).optional(),
      lookup_key: clearable(lookupKey()).optional(),
      name: clearable(designName()).optional(),
      physical_bundle: text().optional(),
    }),
    response: issuingPersonalizationDesign,
  },
  async ({ params, input, scope, work }) => {
    await lockDesigns(work);
    const before = await lockDesign(work.trx, scope, params.personalization_design);
    const standing = contentIn(before);
    const bundle = input.physical_bundle ?? before.physical_bundle_id;
    const content = saysContent(input)
      ? await contentOf(work, { ...input, physical_bundle: bundle }, standing)
      : standing;
    const again = isAnother(content, standing);
    const after = await writeDesign(work, before.id, {
      ...content,
      ...(await takeOver(work, before.id, input)),
      ...(input.name !== undefined && { name: input.name }),
      ...(again && newReview(before)),
      metadata: toJson(mergeMetadata(before.metadata, input.metadata)),
    });
    if (again) await requestReview(work, after);
    const object = designToWire(after);
    const previous = designToWire(before);
    await recordEvent(work, { type: 'issuing_personalization_design.updated', object, previous });
    return object;
  },
);

/** A design whose bundle went out of stock can still be renamed. */
const saysContent = ({ card_logo, carrier_text, physical_bundle }: ContentInput): boolean =>
  [card_logo, carrier_text, physical_bundle].some((part) => part !== undefined);

/** Its decisions begin at one, and a decision about the edit before it changes nothing any more. */
const newReview = ({ revision }: DesignRow) =>
  ({
    status: 'review',
    revision: revision + 1,
    decisions: 0,
    logo_rejection: null,
    text_rejection: null,
  }) as const;
