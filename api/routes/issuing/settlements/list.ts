import * as z from 'zod';
import { listSettlements as list } from '../../../../db/settlements/settlements.ts';
import { createdFilter, listInput } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { issuingSettlement, settlementToWire } from '../../../wire/issuing-settlement.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/settlements';

export const listSettlements = query(
  {
    method: 'get',
    path,
    summary: 'List issuing settlements',
    params: z.strictObject({}),
    input: listInput({ created: createdFilter().optional() }),
    response: listOf(issuingSettlement),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await list(db, scope, input), settlementToWire),
);
