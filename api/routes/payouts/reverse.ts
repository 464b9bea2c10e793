import * as z from 'zod';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { reversePayout as orderReversal } from '../../../funding/reverse-payout.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { payout, payoutToWire } from '../../wire/payout.ts';

export const reversePayout = command(
  {
    method: 'post',
    path: '/v1/payouts/:payout/reverse',
    summary: 'Take the money of a payout back by debiting its bank account',
    params: z.strictObject({ payout: z.string() }),
    input: z.strictObject({ metadata: metadata().optional() }),
    response: payout,
  },
  async ({ params, input, work }, { bank }) =>
    payoutToWire(
      await orderReversal(work, bank, {
        payoutId: params.payout,
        metadata: mergeMetadata({}, input.metadata),
      }),
    ),
);
