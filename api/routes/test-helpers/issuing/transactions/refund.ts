import * as z from 'zod';
import { refundTransaction } from '../../../../../authorizer/clear.ts';
import { getTransaction } from '../../../../../db/transactions/get.ts';
import type { UnitOfWork } from '../../../../../db/unit-of-work.ts';
import { invariant } from '../../../../../domain/invariant.ts';
import { amount } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import {
  type IssuingTransaction,
  issuingTransaction,
} from '../../../../wire/issuing-transaction.ts';
import { changeAuthorization } from '../../../issuing/authorizations/answer.ts';
import { tellTransaction } from './tell-transaction.ts';

/** Answers with the refund, which is a transaction of its own. */
export const refundOperation = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/transactions/:transaction/refund',
    summary: 'Simulate a refund by the merchant',
    params: z.strictObject({ transaction: z.string() }),
    /** Left out: all that has not been refunded. */
    input: z.strictObject({ refund_amount: amount({ min: 1n }).optional() }),
    response: issuingTransaction,
  },
  async ({ params, input, work }) => {
    const captured = await getTransaction(work.trx, work.scope, params.transaction);
    const refund = async (): Promise<IssuingTransaction> =>
      tellTransaction(work, await refundTransaction(work, captured.id, input.refund_amount));
    return captured.authorization_id === null
      ? refund()
      : refundWithin(work, captured.authorization_id, refund);
  },
);

/** The authorization embeds its transactions, so that it is told as well: after its child, as always. */
async function refundWithin(
  work: UnitOfWork,
  authorization: string,
  refund: () => Promise<IssuingTransaction>,
): Promise<IssuingTransaction> {
  let made: IssuingTransaction | undefined;
  await changeAuthorization(work, authorization, async () => {
    made = await refund();
  });
  invariant(made, 'a step that did not throw was made');
  return made;
}
