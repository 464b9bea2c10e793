import { testClockToWire } from '../api/wire/test-clock.ts';
import { inOneTransaction, type WorkDeps } from '../authorizer/unit-of-work.ts';
import { recordEvent } from '../db/events/record.ts';
import { endTestClock } from '../db/test-clocks/end.ts';
import { findOldTestClocks } from '../db/test-clocks/find-old.ts';
import { lockTestClock } from '../db/test-clocks/get.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { madeBefore } from '../domain/test-clock/test-clock.ts';
import { nowDate } from '../infra/clock.ts';

const BATCH_MAX = 100;

/**
 * Deletes test clocks that nobody deletes, thirty days after they were made, each in a database transaction of
 * its own. Their workflows hear of it through the outbox. Says whether there may be more.
 */
export async function sweepTestClocks(deps: WorkDeps): Promise<boolean> {
  const before = madeBefore(nowDate(deps.clock));
  const old = await findOldTestClocks(deps.db, { before, limit: BATCH_MAX });
  for (const { scope, id } of old) await inOneTransaction(deps, scope, (work) => end(work, id));
  return old.length === BATCH_MAX;
}

async function end(work: UnitOfWork, id: string): Promise<void> {
  const clock = await lockTestClock(work.trx, work.scope, id);
  if (!clock || clock.status === 'advancing') return;
  const object = testClockToWire(clock);
  await recordEvent(work, { type: 'test_helpers.test_clock.deleted', object });
  await endTestClock(work, clock);
}
