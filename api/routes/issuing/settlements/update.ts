import * as z from 'zod';
import { recordEvent } from '../../../../db/events/record.ts';
import { toJson } from '../../../../db/json.ts';
import {
  lockSettlement,
  updateSettlement as write,
} from '../../../../db/settlements/settlements.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { metadata } from '../../../metadata.ts';
import { command } from '../../../operation.ts';
import { issuingSettlement, settlementToWire } from '../../../wire/issuing-settlement.ts';

export const updateSettlement = command(
  {
    method: 'post',
    path: '/v1/issuing/settlements/:settlement',
    summary: 'Update the metadata of an issuing settlement',
    params: z.strictObject({ settlement: z.string() }),
    input: z.strictObject({ metadata: metadata().optional() }),
    response: issuingSettlement,
  },
  async ({ params, input, work, scope }) => {
    const row = await lockSettlement(work.trx, scope, params.settlement);
    const merged = toJson(mergeMetadata(row.metadata, input.metadata));
    const object = settlementToWire(await write(work.trx, row, { metadata: merged }));
    const previous = settlementToWire(row);
    await recordEvent(work, { type: 'issuing_settlement.updated', object, previous });
    return object;
  },
);
