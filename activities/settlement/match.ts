import { settlementToWire } from '../../api/wire/issuing-settlement.ts';
import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import { recordEvent } from '../../db/events/record.ts';
import { insertBreaks, type NewBreak } from '../../db/settlements/breaks.ts';
import { type Comparison, comparisonsOf } from '../../db/settlements/compare.ts';
import { getDay, lockDay, setDay, standingOf } from '../../db/settlements/day.ts';
import { planPayments } from '../../db/settlements/payments.ts';
import {
  lockSettlement,
  settlementsOfDay,
  updateSettlement,
} from '../../db/settlements/settlements.ts';
import type { IssuingSettlementRow, SettlementDayRow } from '../../db/tables/settlement.ts';
import { judgeReference } from '../../domain/settlement/break.ts';
import { type NetLeg, netting, totalsOf } from '../../domain/settlement/netting.ts';
import type { DayStanding } from '../../domain/settlement/standing.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import { moveOn, type OneDay, scopeOf } from './deps.ts';

/**
 * Compares our clearings with the advice. What both know alike will be settled; of what differs each is a break,
 * and the clearing that it is about is left out. Nothing depends on the order of the lines.
 */
export async function matchDay(
  deps: WorkDeps,
  day: OneDay,
  beat: () => void,
): Promise<DayStanding> {
  const row = await getDay(deps.db, scopeOf(day), day.dayId);
  if (row.status !== 'matching') return standingOf(deps.db, row);
  const legs = await nameBreaks(deps, row, { leaveOut: true, beat });
  for (const settlement of await settlementsOfDay(deps.db, row.id)) {
    await reduceTo(deps, settlement, legs);
    beat();
  }
  return moveOn(deps, day, {
    from: 'matching',
    act: async (work) => {
      const totals = totalsOf(legs);
      await planPayments(work, row, totals);
      return totals.size === 0 ? 'booking' : 'paying';
    },
  });
}

/** Opens a break for each difference that is not known yet, and adds up what has none. */
export async function nameBreaks(
  deps: WorkDeps,
  day: SettlementDayRow,
  { leaveOut, beat }: { readonly leaveOut: boolean; readonly beat: () => void },
): Promise<readonly NetLeg[]> {
  const net = netting();
  for await (const page of comparisonsOf(deps.db, day)) {
    const breaks = page.flatMap((comparison) => breakOf(comparison, leaveOut) ?? []);
    if (breaks.length > 0) await openBreaks(deps, day, breaks);
    const broken = new Set(breaks.map(({ reference }) => reference));
    for (const { reference, ours } of page)
      if (ours !== undefined && !broken.has(reference)) net.add(ours);
    beat();
  }
  return net.legs();
}

function breakOf(comparison: Comparison, leaveOut: boolean): NewBreak | undefined {
  const { reference, ours, told } = comparison;
  const kind = judgeReference(ours, told);
  if (kind === undefined) return undefined;
  return {
    kind,
    reference,
    ours: ours ? [ours] : [],
    theirs: told,
    leftOut: leaveOut && ours !== undefined,
    ...(ours && { transaction: ours }),
  };
}

const openBreaks = (
  deps: WorkDeps,
  { account_id: accountId, livemode, id }: SettlementDayRow,
  breaks: readonly NewBreak[],
): Promise<void> =>
  inUnitOfWork(deps, { accountId, livemode }, async (work) => {
    const row = await lockDay(work.trx, work.scope, id);
    const made = await insertBreaks(work, row, breaks);
    // Whoever knows how many breaks are open learns by the revision that there are more.
    if (made > 0) await setDay(work.trx, row, row);
  });

/** To what is settled of it. Told when it is less, or more, than was cleared. */
const reduceTo = (
  deps: WorkDeps,
  { account_id: accountId, livemode, id, currency }: IssuingSettlementRow,
  legs: readonly NetLeg[],
): Promise<void> =>
  inUnitOfWork(deps, { accountId, livemode }, async (work) => {
    const before = await lockSettlement(work.trx, work.scope, id);
    const leg = legs.find((each) => each.accountId === accountId && each.currency === currency);
    const [count, amount] = [leg?.count ?? 0, leg?.amount ?? 0n];
    if (before.transaction_count === count && before.net_amount === amount) return;
    const change = { transaction_count: count, net_amount: amount };
    const after = await updateSettlement(work.trx, before, change);
    await recordEvent(work, {
      type: 'issuing_settlement.updated',
      object: settlementToWire(after),
      previous: settlementToWire(before),
    });
  });
