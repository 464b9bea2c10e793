import * as z from 'zod';
import { getEvent } from '../../../db/events/read.ts';
import { invariant } from '../../../domain/invariant.ts';
import { nowDate } from '../../../infra/clock.ts';
import { query } from '../../operation.ts';
import { event } from '../../wire/event.ts';
import { readEvents } from './read-events.ts';

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
    const [read] = await readEvents({ db, keyring }, scope, [row]);
    invariant(read, 'an event was lost while it was read');
    return read;
  },
);
