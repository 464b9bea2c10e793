import * as z from 'zod';
import { listEvents as listRows } from '../../../db/events/read.ts';
import { failure } from '../../../domain/errors.ts';
import { nowDate } from '../../../infra/clock.ts';
import { boolean, createdFilter, listInput } from '../../input.ts';
import { query } from '../../operation.ts';
import { listAnswer } from '../../page.ts';
import { event } from '../../wire/event.ts';
import { listOf } from '../../wire/list.ts';
import { readEvents } from './read-events.ts';

const PATH = '/v1/events';

/** A name or a group of names. Names that are not ours are lawful, and match nothing. */
const typeFilter = z
  .string()
  .max(100)
  .regex(
    /^([a-z0-9_]+\.)*([a-z0-9_]+|\*)$/,
    'Write an event type, or a group such as issuing_card.*',
  );

export const listEvents = query(
  {
    method: 'get',
    path: PATH,
    summary: 'List the events of the last 30 days',
    params: z.strictObject({}),
    input: listInput({
      created: createdFilter().optional(),
      delivery_success: boolean().optional(),
      type: typeFilter.optional(),
      types: z.array(typeFilter).max(20).optional(),
    }),
    response: listOf(event),
  },
  async ({ input, scope }, { db, keyring, clock }) => {
    const { type, types, delivery_success: delivered, ...rest } = input;
    if (type !== undefined && types !== undefined)
      throw failure('parameters_exclusive', { names: ['type', 'types'] }, { param: 'types' });
    const wanted = type === undefined ? types : [type];
    const question = { ...rest, types: wanted, delivered, now: nowDate(clock) };
    const { rows, hasMore } = await listRows(db, scope, question);
    const events = await readEvents({ db, keyring }, scope, rows);
    return listAnswer(PATH, { rows: events, hasMore }, (row) => row);
  },
);
