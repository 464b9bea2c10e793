import { lapseIfDue } from '../authorizer/lapse.ts';
import { type DueAuthorization, findDueAuthorizations } from '../db/authorizations/find-due.ts';
import { nowDate } from '../infra/clock.ts';
import type { DuePlace, LapsedBatch } from '../workflows/hold-expiry/contract.ts';
import type { WorkDeps } from '../authorizer/unit-of-work.ts';
import { inUnitOfWork } from './unit-of-work.ts';

export interface HoldExpiryDeps extends WorkDeps {
  readonly onLapse: (outcome: 'failed' | 'lapsed') => void;
  /** Why one could not lapse. The others do. */
  readonly onLapseFault: (error: unknown, authorization: string) => void;
}

interface Batch {
  readonly limit: number;
  readonly after?: DuePlace;
}

/** May run twice, or run and lose its answer: what has lapsed is not due any more. */
export function createHoldExpiryActivities(deps: HoldExpiryDeps) {
  return {
    /** Each authorization lapses in a database transaction of its own, so that none waits for the others. */
    async lapseDueHolds({ limit, after }: Batch): Promise<LapsedBatch> {
      const due = await findDueAuthorizations(deps.db, {
        now: nowDate(deps.clock),
        limit,
        ...(after && { after: { id: after.id, expiresAt: new Date(after.expiresAtMs) } }),
      });
      const outcomes: Outcome[] = [];
      for (const one of due) outcomes.push(await lapse(deps, one));
      const count = (wanted: Outcome): number => outcomes.filter((each) => each === wanted).length;
      const last = due.length === limit ? due.at(-1) : undefined;
      return {
        lapsed: count('lapsed'),
        failed: count('failed'),
        ...(last && { next: { id: last.id, expiresAtMs: last.expiresAt.getTime() } }),
      };
    },
  };
}

type Outcome = 'failed' | 'gone' | 'lapsed';

async function lapse(deps: HoldExpiryDeps, { scope, id }: DueAuthorization): Promise<Outcome> {
  try {
    const hasLapsed = await inUnitOfWork(deps, scope, (work) => lapseIfDue(work, id));
    if (!hasLapsed) return 'gone';
    deps.onLapse('lapsed');
    return 'lapsed';
  } catch (error) {
    deps.onLapse('failed');
    deps.onLapseFault(error, id);
    return 'failed';
  }
}
