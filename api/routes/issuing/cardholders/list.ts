import * as z from 'zod';
import { listCardholders as readCardholders } from '../../../../db/cardholders/list.ts';
import { CARDHOLDER_STATUSES, CARDHOLDER_TYPES } from '../../../../domain/cardholder/cardholder.ts';
import { createdFilter, listInput, text } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { cardholderToWire, issuingCardholder } from '../../../wire/issuing-cardholder.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/cardholders';

export const listCardholders = query(
  {
    method: 'get',
    path,
    summary: 'List cardholders',
    params: z.strictObject({}),
    input: listInput({
      created: createdFilter().optional(),
      email: text().optional(),
      phone_number: text().optional(),
      status: z.enum(CARDHOLDER_STATUSES).optional(),
      type: z.enum(CARDHOLDER_TYPES).optional(),
    }),
    response: listOf(issuingCardholder),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await readCardholders(db, scope, input), cardholderToWire),
);
