import * as z from 'zod';
import { rejectDesignUpdate } from '../../../../../workflows/design-review/contract.ts';
import { workflowCommand } from '../../../../operation.ts';
import { rejectionReasons } from '../../../../rejection-reasons.ts';
import { helper, readDesign, tellReview } from './decide.ts';

const input = z.strictObject({ rejection_reasons: rejectionReasons() });

export const rejectDesign = workflowCommand(
  { ...helper('reject'), summary: 'Simulate that a reviewer rejects a design', input },
  tellReview<z.output<typeof input>>(({ review, workflows }, { rejection_reasons: reasons }) =>
    workflows.execute(review, rejectDesignUpdate, { reasons }),
  ),
  readDesign,
);
