import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import { getDay, lockDay, setDay, standingOf } from '../../db/settlements/day.ts';
import type { SettlementDayRow } from '../../db/tables/settlement.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Scope } from '../../domain/scope.ts';
import { parseSettlementDayId } from '../../domain/settlement/day.ts';
import type { DayStanding, DayStatus } from '../../domain/settlement/standing.ts';
import type { SettlementBank } from '../../providers/settlement-bank/port.ts';
import type {
  SettlementCycle,
  SettlementNetwork,
} from '../../providers/settlement-network/port.ts';
import type { RemindDeps } from '../remind.ts';
import { inUnitOfWork } from '../unit-of-work.ts';

export interface SettlementDeps extends RemindDeps, WorkDeps {
  readonly settlement: {
    readonly network: SettlementNetwork;
    readonly bank: SettlementBank;
  };
}

/** Whose day it is: of the platform in live mode, else of an account. */
export interface OneDay extends Scope {
  readonly dayId: string;
}

export const scopeOf = ({ accountId, livemode }: OneDay): Scope => ({ accountId, livemode });

/** Where the day stands now, with all that was committed. */
export const standingNow = async ({ db }: WorkDeps, day: OneDay): Promise<DayStanding> =>
  standingOf(db, await getDay(db, scopeOf(day), day.dayId));

/**
 * Moves the day on from one status to another, and only from that one: who comes late finds it elsewhere, does
 * nothing, and is told where it stands.
 */
export function moveOn(
  deps: WorkDeps,
  day: OneDay,
  step: {
    readonly from: DayStatus;
    /** What else is written, in the same database transaction. Gives the status that follows. */
    readonly act: (work: UnitOfWork, row: SettlementDayRow) => Promise<DayStatus>;
  },
): Promise<DayStanding> {
  return inUnitOfWork(deps, scopeOf(day), async (work) => {
    const row = await lockDay(work.trx, work.scope, day.dayId);
    if (row.status !== step.from) return standingOf(work.trx, row);
    const status = await step.act(work, row);
    return standingOf(work.trx, await setDay(work.trx, row, { status }));
  });
}

/** Whether nothing is left for a person to look into. */
export async function afterReview(work: UnitOfWork, row: SettlementDayRow): Promise<DayStatus> {
  const { openBreaks } = await standingOf(work.trx, row);
  return openBreaks === 0 ? 'complete' : 'in_review';
}

export const cycleOf = (row: SettlementDayRow): SettlementCycle => ({
  scope: { accountId: row.account_id, livemode: row.livemode },
  day: row.id,
  ...parseSettlementDayId(row.id),
  cutoffAt: Math.floor(row.cutoff_at.getTime() / 1_000),
});

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
