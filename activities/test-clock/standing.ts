/** Changes of a clock's row, each in one database transaction with its event. */
import { testClockToWire } from '../../api/wire/test-clock.ts';
import { openUnitOfWork, type WorkDeps } from '../../authorizer/unit-of-work.ts';
import { recordEvent } from '../../db/events/record.ts';
import { lockIssuingBalance } from '../../db/ledger/lock-issuing-balance.ts';
import { changeTestClock, setClockTime } from '../../db/test-clocks/change.ts';
import { lockTestClock, type TestClockVersion } from '../../db/test-clocks/get.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { TestClockId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';

interface OneClock {
  readonly scope: Scope;
  readonly clockId: TestClockId;
}

/**
 * Sets the time of an account, when no work is under way that goes by the time before; whoever has begun
 * is waited for. Forward only, so that it may be repeated.
 */
export const setTime = (deps: WorkDeps, { time, ...clock }: OneClock & { readonly time: Date }) =>
  whileAdvancing(deps, clock, async (row, work) => {
    // Also from those who decide purchases, and have asked for the time already.
    await lockIssuingBalance(work);
    if (time > row.frozen_time) await setClockTime(work.trx, row, time);
  });

/** The clock stands where it should, and nothing is due any more. */
export const finishAdvance = (deps: WorkDeps, clock: OneClock): Promise<void> =>
  whileAdvancing(deps, clock, async (row, work) => {
    const isThere = row.target_time?.getTime() === row.frozen_time.getTime();
    if (!isThere) return;
    const after = await changeTestClock(work.trx, row, { status: 'ready', target_time: null });
    const object = testClockToWire(after);
    await recordEvent(work, { type: 'test_helpers.test_clock.ready', object });
  });

/**
 * Something that is due could not be done. The clock stands where it stood, and may be advanced again: who
 * has asked for that already is not disturbed.
 */
export const failAdvance = (
  deps: WorkDeps,
  { version, ...clock }: OneClock & { readonly version: string },
): Promise<void> =>
  locked(deps, clock, async (row, work) => {
    if (row.version !== version) return;
    const after = await changeTestClock(work.trx, row, {
      status: 'internal_failure',
      target_time: row.target_time ?? row.frozen_time,
    });
    const object = testClockToWire(after);
    await recordEvent(work, { type: 'test_helpers.test_clock.internal_failure', object });
  });

type Act = (row: TestClockVersion, work: UnitOfWork) => Promise<void>;

const whileAdvancing = (deps: WorkDeps, clock: OneClock, act: Act): Promise<void> =>
  locked(deps, clock, async (row, work) => {
    if (row.status === 'advancing') await act(row, work);
  });

/** The clock is locked before the unit of work opens, which holds its time as any other does. */
const locked = (deps: WorkDeps, { scope, clockId }: OneClock, act: Act): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const row = await lockTestClock(trx, scope, clockId);
    if (row) await act(row, await openUnitOfWork({ trx, scope }, deps));
  });
