import * as z from 'zod';
import { getEvent } from '../../../db/events/read.ts';
import { nowDate } from '../../../infra/clock.ts';
import { query } from '../../operation.ts';
import { event } from '../../wire/event.ts';
import { readEvent } from './read-event.ts';

export const retrieveEvent = query(
  {
    method: 'get',
    path: '/v1/events/:event',
    summary: 'Retrieve an event of the last 30 days',
    params: z.strictObject({ event: z.string() }),
    input: z.strictObject({}),
    response: event,
  },
  async ({ params, scope }, { db, keyring, clock }) => {
    const row = await getEvent(db, scope, { id: params.event, now: nowDate(clock) });
    return readEvent(keyring, row);
  },
);
