import * as z from 'zod';
import { deactivateDesignUpdate } from '../../../../../workflows/design-review/contract.ts';
import { workflowCommand } from '../../../../operation.ts';
import { helper, readDesign, tellReview } from './decide.ts';

export const deactivateDesign = workflowCommand(
  {
    ...helper('deactivate'),
    summary: 'Simulate that a design is taken out of use',
    input: z.strictObject({}),
  },
  tellReview(({ review, workflows }) => workflows.execute(review, deactivateDesignUpdate, {})),
  readDesign,
);
