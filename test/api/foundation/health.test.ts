import { expect, onTestFinished, test } from 'vitest';
import { healthOf } from '../../../api/health.ts';
import { openTestDatabase } from '../../support/postgres.ts';
import { testClock } from '../../support/test-clock.ts';

/** Risk: a probe is told for hours what was true before the clock was set. */
test('a clock that steps back does not keep an old state of health', async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const clock = testClock();
  let polls = true;
  const missingNow = healthOf({ db, clock, workerPolls: async () => polls });
  expect(await missingNow()).toEqual([]);

  polls = false;
  clock.advance(-3_600_000);
  expect(await missingNow()).toEqual(['worker']);
});
