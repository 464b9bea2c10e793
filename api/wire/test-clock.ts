import * as z from 'zod';
import type { TestClockRow } from '../../db/tables/test-clock.ts';
import { deletesAfter, TEST_CLOCK_STATUSES } from '../../domain/test-clock/test-clock.ts';
import { toWireTime } from './amount.ts';

/** What tells the time of an account, as it crosses HTTP. */
export const testClock = z.strictObject({
  id: z.string(),
  object: z.literal('test_helpers.test_clock'),
  /** In real time, as `deletes_after`. */
  created: z.int(),
  deletes_after: z.int(),
  frozen_time: z.int(),
  livemode: z.boolean(),
  name: z.string().nullable(),
  status: z.enum(TEST_CLOCK_STATUSES),
  status_details: z.strictObject({
    advancing: z.strictObject({ target_frozen_time: z.int() }).exactOptional(),
  }),
});
export type TestClock = z.output<typeof testClock>;

export const deletedTestClock = z.strictObject({
  id: z.string(),
  object: z.literal('test_helpers.test_clock'),
  deleted: z.literal(true),
});

export const testClockToWire = (row: TestClockRow): TestClock => ({
  id: row.id,
  object: 'test_helpers.test_clock',
  created: toWireTime(row.created_at),
  deletes_after: toWireTime(deletesAfter(row.created_at)),
  frozen_time: toWireTime(row.frozen_time),
  livemode: row.livemode,
  name: row.name,
  status: row.status,
  status_details:
    row.status === 'advancing' && row.target_time
      ? { advancing: { target_frozen_time: toWireTime(row.target_time) } }
      : {},
});
