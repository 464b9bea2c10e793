import * as z from 'zod';
import { activateDesignUpdate } from '../../../../../workflows/design-review/contract.ts';
import { workflowCommand } from '../../../../operation.ts';
import { helper, readDesign, tellReview } from './decide.ts';

export const activateDesign = workflowCommand(
  {
    ...helper('activate'),
    summary: 'Simulate that a reviewer approves a design, or takes it up again',
    input: z.strictObject({}),
  },
  tellReview(({ review, workflows }) => workflows.execute(review, activateDesignUpdate, {})),
  readDesign,
);
