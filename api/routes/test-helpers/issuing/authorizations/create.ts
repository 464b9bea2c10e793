import * as z from 'zod';
import { decision } from '../../../../operation.ts';
import { issuingAuthorization } from '../../../../wire/issuing-authorization.ts';
import { purchaseInput, toPurchase } from './purchase-input.ts';

/** Answers 200 for a decline as well: `approved` tells. */
export const createAuthorization = decision(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/authorizations',
    summary: 'Simulate a purchase with a card',
    params: z.strictObject({}),
    input: purchaseInput,
    response: issuingAuthorization,
  },
  async ({ input, scope, requestId, keyed }, { authorizer, exchangeRates }) => {
    const purchase = toPurchase(input, exchangeRates);
    return authorizer.authorize({ scope, purchase, requestId, keyed });
  },
);
