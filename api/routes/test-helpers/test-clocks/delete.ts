import * as z from 'zod';
import { recordEvent } from '../../../../db/events/record.ts';
import { endTestClock } from '../../../../db/test-clocks/end.ts';
import { lockOwnTestClock } from '../../../../db/test-clocks/get.ts';
import { requireStanding } from '../../../../domain/test-clock/test-clock.ts';
import { commandUntil } from '../../../operation.ts';
import { deletedTestClock, testClockToWire } from '../../../wire/test-clock.ts';
import { untilAtRest } from './until-at-rest.ts';

/** From the commit on the account lives in real time; the workflows that run are told before the answer. */
export const deleteTestClock = commandUntil(
  {
    method: 'delete',
    path: '/v1/test_helpers/test_clocks/:test_clock',
    summary: 'Delete a test clock',
    params: z.strictObject({ test_clock: z.string() }),
    input: z.strictObject({}),
    response: deletedTestClock,
  },
  async ({ params, work }) => {
    const clock = await lockOwnTestClock(work, params.test_clock);
    requireStanding(clock, 'deleted');
    await recordEvent(work, {
      type: 'test_helpers.test_clock.deleted',
      object: testClockToWire(clock),
    });
    await endTestClock(work, clock);
    return { id: clock.id, object: 'test_helpers.test_clock' as const, deleted: true as const };
  },
  untilAtRest,
);
