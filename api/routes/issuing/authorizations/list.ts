import * as z from 'zod';
import { listAuthorizations as list } from '../../../../db/authorizations/list.ts';
import { viewAuthorizations } from '../../../../db/authorizations/views.ts';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { getCard } from '../../../../db/cards/get.ts';
import { AUTHORIZATION_STATUSES } from '../../../../domain/authorization/authorization.ts';
import { createdFilter, listInput, text } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { authorizationToWire, issuingAuthorization } from '../../../wire/issuing-authorization.ts';
import { listOf } from '../../../wire/list.ts';

const path = '/v1/issuing/authorizations';

export const listAuthorizations = query(
  {
    method: 'get',
    path,
    summary: 'List authorizations',
    params: z.strictObject({}),
    input: listInput({
      card: text().optional(),
      cardholder: text().optional(),
      created: createdFilter().optional(),
      status: z.enum(AUTHORIZATION_STATUSES).optional(),
    }),
    response: listOf(issuingAuthorization),
  },
  async ({ input, scope }, { db }) => {
    if (input.card !== undefined) await getCard(db, scope, input.card);
    if (input.cardholder !== undefined) await getCardholder(db, scope, input.cardholder);
    const { rows, hasMore } = await list(db, scope, input);
    const views = await viewAuthorizations(db, scope, rows);
    return listAnswer(path, { rows: views, hasMore }, authorizationToWire);
  },
);
