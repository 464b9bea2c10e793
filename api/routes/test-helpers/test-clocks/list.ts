import * as z from 'zod';
import { listTestClocks as readTestClocks } from '../../../../db/test-clocks/list.ts';
import { listInput } from '../../../input.ts';
import { query } from '../../../operation.ts';
import { listAnswer } from '../../../page.ts';
import { listOf } from '../../../wire/list.ts';
import { testClock, testClockToWire } from '../../../wire/test-clock.ts';

const path = '/v1/test_helpers/test_clocks';

export const listTestClocks = query(
  {
    method: 'get',
    path,
    summary: 'List test clocks',
    params: z.strictObject({}),
    input: listInput({}),
    response: listOf(testClock),
  },
  async ({ input, scope }, { db }) =>
    listAnswer(path, await readTestClocks(db, scope, input), testClockToWire),
);
