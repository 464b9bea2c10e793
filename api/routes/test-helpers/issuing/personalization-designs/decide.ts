import * as z from 'zod';
import { getDesign } from '../../../../../db/designs/get.ts';
import { type Call, type CommandCall, type StepsBefore } from '../../../../operation.ts';
import type { WorkflowOf, WorkflowUpdates } from '../../../../workflow-updates.ts';
import {
  designToWire,
  issuingPersonalizationDesign,
} from '../../../../wire/issuing-personalization-design.ts';

const params = z.strictObject({ personalization_design: z.string() });
type Params = z.output<typeof params>;

/** What the three helpers have in common: they stand for the person who reviews. */
export const helper = <V extends 'activate' | 'deactivate' | 'reject'>(verb: V) =>
  ({
    method: 'post',
    path: `/v1/test_helpers/issuing/personalization_designs/:personalization_design/${verb}`,
    params,
    response: issuingPersonalizationDesign,
  }) as const;

/** The workflow that reviews a design, and by what it is told. */
interface Reviewer {
  readonly review: WorkflowOf;
  readonly workflows: WorkflowUpdates;
}

/** Gives a decision about a design of the caller's own to the workflow that waits for it. */
export const tellReview =
  <I>(say: (to: Reviewer, input: I) => Promise<unknown>) =>
  async (call: Call<Params, I>, { db, workflows }: StepsBefore): Promise<void> => {
    const { scope, input } = call;
    const { id: objectId } = await getDesign(db, scope, call.params.personalization_design);
    await say({ review: { scope, kind: 'design_review', objectId }, workflows }, input);
  };

/** The design as the decision has left it. */
export const readDesign = async <I>({ params: named, scope, work }: CommandCall<Params, I>) =>
  designToWire(await getDesign(work.trx, scope, named.personalization_design));
