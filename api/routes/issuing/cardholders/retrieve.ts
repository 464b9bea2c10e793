import * as z from 'zod';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { query } from '../../../operation.ts';
import { cardholderToWire, issuingCardholder } from '../../../wire/issuing-cardholder.ts';

export const retrieveCardholder = query(
  {
    method: 'get',
    path: '/v1/issuing/cardholders/:cardholder',
    summary: 'Retrieve a cardholder',
    params: z.strictObject({ cardholder: z.string() }),
    input: z.strictObject({}),
    response: issuingCardholder,
  },
  async ({ params, scope }, { db }) =>
    cardholderToWire(await getCardholder(db, scope, params.cardholder)),
);
