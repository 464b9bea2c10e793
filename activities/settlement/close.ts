import { settlementToWire } from '../../api/wire/issuing-settlement.ts';
import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import { recordEvent } from '../../db/events/record.ts';
import { sumCleared } from '../../db/settlements/cleared.ts';
import { getDay } from '../../db/settlements/day.ts';
import { insertSettlement } from '../../db/settlements/insert.ts';
import type { SettlementDayRow } from '../../db/tables/settlement.ts';
import type { NetLeg } from '../../domain/settlement/netting.ts';
import type { DayStanding } from '../../domain/settlement/standing.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import { moveOn, type OneDay, scopeOf } from './deps.ts';

/**
 * Ends a day: nothing joins it any more, and each account has a settlement for what it cleared in a currency.
 * First the day is closed, which waits for the clearings that are joining it, and then it is added up.
 */
export async function closeDay(
  deps: WorkDeps,
  day: OneDay,
  beat: () => void,
): Promise<DayStanding> {
  await moveOn(deps, day, { from: 'open', act: async () => 'closing' });
  const row = await getDay(deps.db, scopeOf(day), day.dayId);
  if (row.status === 'closing')
    for (const leg of await sumCleared(deps.db, day.dayId)) {
      await openSettlement(deps, row, leg);
      beat();
    }
  return moveOn(deps, day, { from: 'closing', act: async () => 'awaiting_advice' });
}

/** Each in a database transaction of its own, so that no account waits for another. Made once. */
const openSettlement = (deps: WorkDeps, day: SettlementDayRow, leg: NetLeg): Promise<void> =>
  inUnitOfWork(deps, { accountId: leg.accountId, livemode: day.livemode }, async (work) => {
    const made = await insertSettlement(work, day, leg);
    if (!made) return;
    await recordEvent(work, {
      type: 'issuing_settlement.created',
      object: settlementToWire(made),
    });
  });
