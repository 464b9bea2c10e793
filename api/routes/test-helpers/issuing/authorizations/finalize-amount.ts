import * as z from 'zod';
import { finalizeAuthorization } from '../../../../../authorizer/finalize.ts';
import { amount } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import {
  authorizationToWire,
  issuingAuthorization,
} from '../../../../wire/issuing-authorization.ts';
import { fleetInput, fuelInput } from '../fuel-input.ts';

export const finalizeAmount = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/authorizations/:authorization/finalize_amount',
    summary: 'Simulate what an estimated amount came to',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({
      /** In the card's currency. Nought: nothing was dispensed. */
      final_amount: amount(),
      fleet: fleetInput.optional(),
      fuel: fuelInput.optional(),
    }),
    response: issuingAuthorization,
  },
  async ({ params: { authorization }, input: { final_amount, fleet, fuel }, work }) =>
    authorizationToWire(
      await finalizeAuthorization(work, { authorization, amount: final_amount, fleet, fuel }),
    ),
);
