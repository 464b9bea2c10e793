import type { ClockedTime } from '../db/test-clocks/account-time.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { type Clock, nowDate } from '../infra/clock.ts';
import { uniqueTexts } from '../infra/ids.ts';

/** What of a unit of work follows from the account's time. */
export type WorkTime = Pick<UnitOfWork, 'frozenAt' | 'now' | 'realNow' | 'unique'>;

/** @param unique makes the ids of accounts in real time. Those of an account on a test clock sort by its time. */
export function workTime(
  clocked: ClockedTime | undefined,
  { clock, unique }: { readonly clock: Clock; readonly unique: () => string },
): WorkTime {
  const realNow = nowDate(clock);
  if (!clocked) return { now: realNow, realNow, unique };
  const frozenAt = Math.floor(clocked.now.getTime() / 1_000);
  return { now: clocked.now, realNow, frozenAt, unique: uniqueTexts(() => clocked.idMs) };
}
