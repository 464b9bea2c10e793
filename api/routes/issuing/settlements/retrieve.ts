import * as z from 'zod';
import { getSettlement } from '../../../../db/settlements/settlements.ts';
import { query } from '../../../operation.ts';
import { issuingSettlement, settlementToWire } from '../../../wire/issuing-settlement.ts';

export const retrieveSettlement = query(
  {
    method: 'get',
    path: '/v1/issuing/settlements/:settlement',
    summary: 'Retrieve an issuing settlement',
    params: z.strictObject({ settlement: z.string() }),
    input: z.strictObject({}),
    response: issuingSettlement,
  },
  async ({ params, scope }, { db }) =>
    settlementToWire(await getSettlement(db, scope, params.settlement)),
);
