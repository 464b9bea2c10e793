import * as z from 'zod';
import { captureAuthorization } from '../../../../../authorizer/capture.ts';
import { amount, boolean } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import {
  authorizationToWire,
  issuingAuthorization,
} from '../../../../wire/issuing-authorization.ts';
import { purchaseDetailsInput, toPurchaseDetails } from '../purchase-details-input.ts';

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
      purchase_details: purchaseDetailsInput.optional(),
    }),
    response: issuingAuthorization,
  },
  async ({ params: { authorization }, input, work }, { exchangeRates }) =>
    authorizationToWire(
      await captureAuthorization(work, {
        authorization,
        amount: input.capture_amount,
        close: input.close_authorization,
        purchaseDetails: toPurchaseDetails(input.purchase_details),
        rates: exchangeRates.inForceAt(work.now),
      }),
    ),
);
