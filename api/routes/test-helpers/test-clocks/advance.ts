import * as z from 'zod';
import { recordEvent } from '../../../../db/events/record.ts';
import { enqueue } from '../../../../db/outbox/enqueue.ts';
import { changeTestClock } from '../../../../db/test-clocks/change.ts';
import { lockOwnTestClock } from '../../../../db/test-clocks/get.ts';
import { requireAdvance } from '../../../../domain/test-clock/test-clock.ts';
import { command } from '../../../operation.ts';
import { testClock, testClockToWire } from '../../../wire/test-clock.ts';
import { frozenTime } from './frozen-time.ts';

/** Answers at once: the clock is `ready` when all is done that falls due on the way. */
export const advanceTestClock = command(
  {
    method: 'post',
    path: '/v1/test_helpers/test_clocks/:test_clock/advance',
    summary: 'Advance a test clock',
    params: z.strictObject({ test_clock: z.string() }),
    input: z.strictObject({ frozen_time: frozenTime() }),
    response: testClock,
  },
  async ({ params, input, work }) => {
    const before = await lockOwnTestClock(work, params.test_clock);
    requireAdvance(
      { id: before.id, status: before.status, frozenTime: before.frozen_time },
      input.frozen_time,
    );
    const after = await changeTestClock(work.trx, before, {
      status: 'advancing',
      target_time: input.frozen_time,
    });
    const object = testClockToWire(after);
    await recordEvent(work, { type: 'test_helpers.test_clock.advancing', object });
    await enqueue(work, { kind: 'test_clock', objectId: after.id, payload: {} });
    return object;
  },
);
