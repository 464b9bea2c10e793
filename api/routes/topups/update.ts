import * as z from 'zod';
import { toJson } from '../../../db/json.ts';
import { lockTopup } from '../../../db/topups/get.ts';
import { updateTopup as writeTopup } from '../../../db/topups/update.ts';
import { viewTopup } from '../../../db/topups/views.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { topup, topupToWire } from '../../wire/topup.ts';

/** Nothing that the bank sees can change, and Stripe tells nobody of what can. */
export const updateTopup = command(
  {
    method: 'post',
    path: '/v1/topups/:topup',
    summary: 'Update a top-up',
    params: z.strictObject({ topup: z.string() }),
    input: z.strictObject({ description: text().optional(), metadata: metadata().optional() }),
    response: topup,
  },
  async ({ params, input, work, scope }) => {
    const { description } = input;
    const before = await lockTopup(work.trx, scope, params.topup);
    const after = await writeTopup(work, before.id, {
      metadata: toJson(mergeMetadata(before.metadata, input.metadata)),
      ...(description !== undefined && { description }),
    });
    return topupToWire(await viewTopup(work.trx, scope, after));
  },
);
