import { failure } from '../errors.ts';

export const TEST_CLOCK_STATUSES = ['advancing', 'internal_failure', 'ready'] as const;
export type TestClockStatus = (typeof TEST_CLOCK_STATUSES)[number];

/** What is asked of a clock before it may be changed. */
interface TestClockStanding {
  readonly id: string;
  readonly status: TestClockStatus;
  readonly frozenTime: Date;
}

const ADVANCE_YEARS_MAX = 2;
const KEPT_MS = 30 * 86_400_000;

/** The latest time to which a clock can be advanced at once: beyond it lies more work than anybody waits for. */
function latestTarget(frozenTime: Date): Date {
  const latest = new Date(frozenTime);
  latest.setUTCFullYear(latest.getUTCFullYear() + ADVANCE_YEARS_MAX);
  return latest;
}

/**
 * @throws `status_transition_invalid` while it advances; `parameter_invalid` when the target is not later, or
 *   too late. One that has failed may be sent to the time at which it stands: it then does what is left.
 */
export function requireAdvance({ id, status, frozenTime }: TestClockStanding, target: Date): void {
  requireStanding({ id, status }, 'advanced again');
  const isLater = status === 'internal_failure' ? target >= frozenTime : target > frozenTime;
  const problem = !isLater
    ? `A test clock never goes back: frozen_time must be after ${secondOf(frozenTime)}.`
    : target > latestTarget(frozenTime)
      ? `A test clock can be advanced by at most ${ADVANCE_YEARS_MAX} years at once.`
      : undefined;
  if (problem !== undefined)
    throw failure('parameter_invalid', { problem }, { param: 'frozen_time' });
}

/** @throws `status_transition_invalid`: what an advance has begun it brings to its end. */
export function requireStanding(
  { id, status }: Pick<TestClockStanding, 'id' | 'status'>,
  what: string,
): void {
  if (status !== 'advancing') return;
  const problem = `The test clock ${id} is advancing: it cannot be ${what} before it is ready.`;
  throw failure('status_transition_invalid', { problem });
}

/** A clock that nobody deletes is deleted so long after it was made, in real time. */
export const deletesAfter = (createdAt: Date): Date => new Date(createdAt.getTime() + KEPT_MS);

/** Clocks that were made before are to be deleted now. */
export const madeBefore = (realNow: Date): Date => new Date(realNow.getTime() - KEPT_MS);

const secondOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000);
