import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { insertCardholder } from '../../../../db/cardholders/insert.ts';
import { owned } from '../../../../db/database.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import { controlsOf } from '../../../../db/spending-controls.ts';
import { startCounters } from '../../../../db/spending-usage/start-counters.ts';
import { newId } from '../../../../db/unit-of-work.ts';
import { CARDHOLDER_TYPES } from '../../../../domain/cardholder/cardholder.ts';
import { checkCardholderName } from '../../../../domain/cardholder/name.ts';
import { NO_SPENDING_CONTROLS } from '../../../../domain/spending-controls.ts';
import { text } from '../../../input.ts';
import { command } from '../../../operation.ts';
import { cardholderToWire, issuingCardholder } from '../../../wire/issuing-cardholder.ts';
import { addressColumns, detailColumns } from './columns.ts';
import { billing, details } from './input.ts';
import { requestScreening } from './request-screening.ts';

export const createCardholder = command(
  {
    method: 'post',
    path: '/v1/issuing/cardholders',
    summary: 'Create a cardholder',
    params: z.strictObject({}),
    input: z.strictObject({
      ...details,
      billing,
      name: text(),
      type: z.enum(CARDHOLDER_TYPES).default('individual'),
    }),
    response: issuingCardholder,
  },
  async ({ input, scope, work }) => {
    const { name, type } = input;
    checkCardholderName(name, 'name');
    const account = await getAccount(work.trx, scope.accountId);
    const id = newId(work, 'cardholder');
    const address = addressColumns(input.billing, account.country);
    const blank = { id, type, country: address.address_country, metadata: {} };
    const cardholder = await insertCardholder(work, {
      ...owned(scope),
      id,
      created_at: work.now,
      type,
      name,
      status: 'active',
      screening: 'under_review',
      screening_request: 1,
      screening_revision: 0,
      ...address,
      ...detailColumns(input, { work, account, controls: NO_SPENDING_CONTROLS, ...blank }),
    });
    await startCounters(work, id, controlsOf(cardholder.spending_controls));
    await requestScreening(work, cardholder);
    const object = cardholderToWire(cardholder);
    await recordEvent(work, { type: 'issuing_cardholder.created', object });
    return object;
  },
);
