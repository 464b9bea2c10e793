import * as z from 'zod';
import { getPayout } from '../../../db/payouts/get.ts';
import { failure } from '../../../domain/errors.ts';
import { cancelPayoutUpdate } from '../../../workflows/payout/contract.ts';
import { command } from '../../operation.ts';
import { payout, payoutToWire } from '../../wire/payout.ts';

/** Its workflow decides: nobody else knows whether the payout is at the bank by now. */
export const cancelPayout = command(
  {
    method: 'post',
    path: '/v1/payouts/:payout/cancel',
    summary: 'Cancel a payout that is not at the bank yet',
    params: z.strictObject({ payout: z.string() }),
    input: z.strictObject({}),
    response: payout,
  },
  async ({ params, scope, work }, { workflows }) => {
    const { id, status } = await getPayout(work.trx, scope, params.payout);
    if (status !== 'pending')
      throw failure('status_transition_invalid', {
        problem: `The payout ${id} is ${status}: only a pending one can be canceled.`,
      });
    await workflows.execute({ scope, kind: 'payout', objectId: id }, cancelPayoutUpdate);
    return payoutToWire(await getPayout(work.trx, scope, id));
  },
);
