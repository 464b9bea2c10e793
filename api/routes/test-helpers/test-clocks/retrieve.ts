import * as z from 'zod';
import { getTestClock } from '../../../../db/test-clocks/get.ts';
import { query } from '../../../operation.ts';
import { testClock, testClockToWire } from '../../../wire/test-clock.ts';

export const retrieveTestClock = query(
  {
    method: 'get',
    path: '/v1/test_helpers/test_clocks/:test_clock',
    summary: 'Retrieve a test clock',
    params: z.strictObject({ test_clock: z.string() }),
    input: z.strictObject({}),
    response: testClock,
  },
  async ({ params, scope }, { db }) =>
    testClockToWire(await getTestClock(db, scope, params.test_clock)),
);
