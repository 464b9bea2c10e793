import * as z from 'zod';
import { incrementAuthorization } from '../../../../../authorizer/increment.ts';
import { stampRequest } from '../../../../../providers/network/stamp.ts';
import { amount, boolean } from '../../../../input.ts';
import { command } from '../../../../operation.ts';
import {
  authorizationToWire,
  issuingAuthorization,
} from '../../../../wire/issuing-authorization.ts';

/** Within which a network wants its answer. */
const DECISION_MS = 2_000;

/** Answers 200 for a declined increment as well: the last entry of `request_history` tells. */
export const incrementOperation = command(
  {
    method: 'post',
    path: '/v1/test_helpers/issuing/authorizations/:authorization/increment',
    summary: 'Simulate that the merchant asks for more',
    params: z.strictObject({ authorization: z.string() }),
    input: z.strictObject({
      /** In the card's currency. */
      increment_amount: amount({ min: 1n }),
      is_amount_controllable: boolean().default(false),
    }),
    response: issuingAuthorization,
  },
  async ({ params: { authorization }, input, work, scope }, { realTime }) => {
    const startedMs = performance.now();
    const { view, asksEndpoint } = await incrementAuthorization(work, {
      authorization,
      amount: input.increment_amount,
      isAmountControllable: input.is_amount_controllable,
      authorizationCode: stampRequest().authorizationCode,
    });
    if (!asksEndpoint) return authorizationToWire(view);
    const leftMs = (): number => DECISION_MS - (performance.now() - startedMs);
    return { later: () => realTime.decide({ scope, view, leftMs: leftMs() }) };
  },
);
