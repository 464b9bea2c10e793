import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import { lockBreak, markResolved } from '../../db/settlements/breaks.ts';
import { lockDay, setDay, standingOf } from '../../db/settlements/day.ts';
import { carryOver } from '../../db/settlements/carry-over.ts';
import type { SettlementBreakRow, SettlementDayRow } from '../../db/tables/settlement.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { SettlementBreakId } from '../../domain/ids.ts';
import { type BreakResolution, canResolve } from '../../domain/settlement/break.ts';
import { canResolveBreaks, type DayStanding } from '../../domain/settlement/standing.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import { afterReview, type OneDay, scopeOf } from './deps.ts';

export interface ResolvedBreak {
  readonly breakId: SettlementBreakId;
  readonly resolution: BreakResolution;
}

/** What became of the command, and where the day stands now. */
export interface Resolution {
  readonly standing: DayStanding;
  /** Why nothing was done. */
  readonly refused?: string;
}

/**
 * Carries out what a person has decided about a break. Once: the same again changes nothing, and another one
 * after it is refused.
 */
export const resolveBreak = (
  deps: WorkDeps,
  { breakId, resolution, ...day }: OneDay & ResolvedBreak,
): Promise<Resolution> =>
  inUnitOfWork(deps, scopeOf(day), async (work) => {
    const row = await lockDay(work.trx, work.scope, day.dayId);
    const found = await lockBreak(work.trx, work.scope, breakId);
    const refused = refusalOf(row, found, resolution);
    if (refused !== undefined) return { standing: await standingOf(work.trx, row), refused };
    if (found.status === 'open') await carryOut(work, found, resolution);
    const status = await statusAfter(work, row, resolution);
    return { standing: await standingOf(work.trx, await setDay(work.trx, row, { status })) };
  });

function refusalOf(
  row: SettlementDayRow,
  { id, kind, day_id, left_out: leftOut, status, resolution: made }: SettlementBreakRow,
  resolution: BreakResolution,
): string | undefined {
  if (day_id !== row.id) return `The break ${id} is of another day.`;
  if (status === 'resolved')
    return made === resolution ? undefined : `The break ${id} was resolved already: ${made}.`;
  if (!canResolveBreaks(row.status))
    return `The day is ${row.status}: its breaks cannot be resolved.`;
  return canResolve({ kind, leftOut }, resolution)
    ? undefined
    : `A break of the kind ${kind} cannot be resolved as ${resolution}.`;
}

async function carryOut(
  work: UnitOfWork,
  { id, transaction_account_id: accountId, transaction_id: transactionId }: SettlementBreakRow,
  resolution: BreakResolution,
): Promise<void> {
  await markResolved(work, id, resolution);
  if (resolution === 'carried_over' && accountId !== null && transactionId !== null)
    await carryOver(work, { accountId, transactionId });
}

/** A total that is no longer in doubt has to be booked; else a day without open breaks is complete. */
async function statusAfter(
  work: UnitOfWork,
  row: SettlementDayRow,
  resolution: BreakResolution,
): Promise<SettlementDayRow['status']> {
  if (row.status !== 'in_review') return row.status;
  return resolution === 'bank_corrected' ? 'booking' : afterReview(work, row);
}
