import * as z from 'zod';
import { recordEvent } from '../../../db/events/record.ts';
import { toJson } from '../../../db/json.ts';
import { lockPayout } from '../../../db/payouts/get.ts';
import { updatePayout as writePayout } from '../../../db/payouts/update.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { payout, payoutToWire } from '../../wire/payout.ts';

export const updatePayout = command(
  {
    method: 'post',
    path: '/v1/payouts/:payout',
    summary: 'Update a payout',
    params: z.strictObject({ payout: z.string() }),
    input: z.strictObject({ metadata: metadata().optional() }),
    response: payout,
  },
  async ({ params, input, scope, work }) => {
    const before = await lockPayout(work.trx, scope, params.payout);
    const merged = mergeMetadata(before.metadata, input.metadata);
    const after = await writePayout(work, before.id, { metadata: toJson(merged) });
    const object = payoutToWire(after);
    await recordEvent(work, { type: 'payout.updated', object, previous: payoutToWire(before) });
    return object;
  },
);
