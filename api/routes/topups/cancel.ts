import * as z from 'zod';
import type { TopupRow } from '../../../db/tables/pull-funding.ts';
import { getTopup } from '../../../db/topups/get.ts';
import { viewTopup } from '../../../db/topups/views.ts';
import { failure } from '../../../domain/errors.ts';
import { cancelTopupUpdate } from '../../../workflows/topup/contract.ts';
import { workflowCommand } from '../../operation.ts';
import { topup, topupToWire } from '../../wire/topup.ts';

/** Carried out by the workflow, which alone knows whether the bank has it already. */
export const cancelTopup = workflowCommand(
  {
    method: 'post',
    path: '/v1/topups/:topup/cancel',
    summary: 'Cancel a top-up that has not been submitted to the bank',
    params: z.strictObject({ topup: z.string() }),
    input: z.strictObject({}),
    response: topup,
  },
  async ({ params, scope }, { db, workflows }) => {
    const row = await getTopup(db, scope, params.topup);
    requirePending(row);
    await workflows.execute({ scope, kind: 'topup', objectId: row.id }, cancelTopupUpdate);
  },
  async ({ params, work, scope }) =>
    topupToWire(await viewTopup(work.trx, scope, await getTopup(work.trx, scope, params.topup))),
);

/** Its workflow may have ended: then nobody would be there to refuse it. */
function requirePending({ status }: TopupRow): void {
  if (status === 'pending') return;
  const problem = `Only pending top-ups can be canceled: this one is ${status}.`;
  throw failure('status_transition_invalid', { problem });
}
