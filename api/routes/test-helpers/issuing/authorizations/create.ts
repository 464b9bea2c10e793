import * as z from 'zod';
import { decision } from '../../../../operation.ts';
import { issuingAuthorization } from '../../../../wire/issuing-authorization.ts';
import { checkPin } from './entered-pin.ts';
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
  async ({ input, scope, requestId, keyed }, deps) => {
    const { authorizer, exchangeRates } = deps;
    const { pin } = input.verification_data;
    const entered = pin === undefined ? undefined : { card: input.card, pin };
    const pinCheck = entered && (await checkPin(deps, scope, entered));
    const purchase = toPurchase(input, { rates: exchangeRates, pinCheck });
    return authorizer.authorize({ scope, purchase, requestId, keyed });
  },
);
