import * as z from 'zod';
import { recordEvent } from '../../../../db/events/record.ts';
import { lockIssuingBalance } from '../../../../db/ledger/lock-issuing-balance.ts';
import { enqueue } from '../../../../db/outbox/enqueue.ts';
import { retimeUnsent } from '../../../../db/outbox/retime.ts';
import { insertTestClock } from '../../../../db/test-clocks/insert.ts';
import { newId } from '../../../../db/unit-of-work.ts';
import { text } from '../../../input.ts';
import { commandUntil } from '../../../operation.ts';
import { unavailable } from '../../../unavailable.ts';
import { testClock, testClockToWire } from '../../../wire/test-clock.ts';
import { frozenTime } from './frozen-time.ts';
import { untilAtRest } from './until-at-rest.ts';

const NAME_LENGTH_MAX = 300;

/** From the commit on the account lives at the clock's time; the workflows that run are told before the answer. */
export const createTestClock = commandUntil(
  {
    method: 'post',
    path: '/v1/test_helpers/test_clocks',
    summary: 'Create a test clock',
    params: z.strictObject({}),
    input: z.strictObject({
      customer: unavailable('Customers are'),
      frozen_time: frozenTime(),
      name: text({ max: NAME_LENGTH_MAX }).optional(),
    }),
    response: testClock,
  },
  async ({ input, work }) => {
    // Whoever decides purchases by real time commits first.
    await lockIssuingBalance(work);
    const { frozen_time, name = null } = input;
    const id = newId(work, 'testClock');
    const object = testClockToWire(
      await insertTestClock(work, { id, name, frozenTime: frozen_time }),
    );
    await recordEvent(work, { type: 'test_helpers.test_clock.created', object });
    await retimeUnsent(work, frozen_time);
    await enqueue(work, { kind: 'test_clock', objectId: id, payload: {} });
    return object;
  },
  untilAtRest,
);
