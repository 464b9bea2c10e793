import * as z from 'zod';
import type { UpdateDefinition } from '@temporalio/common';
import { getDesign } from '../../../../../db/designs/get.ts';
import type { Review } from '../../../../../workflows/design-review/contract.ts';
import { type Call, type CommandCall, type StepsBefore } from '../../../../operation.ts';
import {
  designToWire,
  issuingPersonalizationDesign,
} from '../../../../wire/issuing-personalization-design.ts';

export const params = z.strictObject({ personalization_design: z.string() });
type Params = z.output<typeof params>;

/** What the three helpers have in common: they stand for the person who reviews. */
export const helper = <V extends 'activate' | 'deactivate' | 'reject'>(verb: V) =>
  ({
    method: 'post',
    path: `/v1/test_helpers/issuing/personalization_designs/:personalization_design/${verb}`,
    params,
    response: issuingPersonalizationDesign,
  }) as const;

/** Gives a decision about a design of the caller's own to the workflow that waits for it. */
export const tellReview =
  <I, D extends object>(update: UpdateDefinition<Review, [D]>, decisionOf: (input: I) => D) =>
  async (call: Call<Params, I>, { db, workflows }: StepsBefore): Promise<void> => {
    const { scope, input } = call;
    const { id: objectId } = await getDesign(db, scope, call.params.personalization_design);
    await workflows.execute({ scope, kind: 'design_review', objectId }, update, decisionOf(input));
  };

/** The design as the decision has left it. */
export const readDesign = async <I>({ params: named, scope, work }: CommandCall<Params, I>) =>
  designToWire(await getDesign(work.trx, scope, named.personalization_design));
