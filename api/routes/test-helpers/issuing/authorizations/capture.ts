import * as z from 'zod';
import { captureAuthorization } from '../../../../../authorizer/capture.ts';
import { amount, boolean } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import { unavailable } from '../../../../unavailable.ts';
import { issuingAuthorization } from '../../../../wire/issuing-authorization.ts';
import { changeAuthorization } from '../../../issuing/authorizations/answer.ts';
import { tellTransaction } from '../transactions/tell-transaction.ts';

/** The transaction is told before the authorization that it belongs to (contract, Annex B). */
export const captureOperation = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/authorizations/:authorization/capture',
    summary: 'Simulate a capture by the merchant',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({
      /** Left out: all that is held. More than that is an over-capture. */
      capture_amount: amount({ min: 1n }).optional(),
      close_authorization: boolean().default(true),
      purchase_details: unavailable('Purchase details are'),
    }),
    response: issuingAuthorization,
  },
  async ({ params: { authorization }, input, work }) =>
    changeAuthorization(work, authorization, async () => {
      const { capture_amount, close_authorization: close } = input;
      const id = await captureAuthorization(work, { authorization, amount: capture_amount, close });
      await tellTransaction(work, id);
    }),
);
