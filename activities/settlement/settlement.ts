import { Context } from '@temporalio/activity';
import type { DayStanding } from '../../domain/settlement/standing.ts';
import { readAdvice } from './advice.ts';
import { bookDay } from './book.ts';
import { closeDay } from './close.ts';
import { type OneDay, type SettlementDeps } from './deps.ts';
import { matchDay } from './match.ts';
import { type Confirmation, confirmPayments, submitPayments } from './pay.ts';
import { type Resolution, type ResolvedBreak, resolveBreak } from './resolve.ts';

/** Whoever has died says nothing any more, and what he did is done again by somebody else. */
const beat = (): void => Context.current().heartbeat();

/**
 * Each may run twice, or run and lose its answer: it moves the day on from one status and from no other, and
 * what it writes before that it finds when it comes again.
 */
export function createSettlementActivities(deps: SettlementDeps) {
  return {
    closeSettlementDay: (day: OneDay): Promise<DayStanding> => closeDay(deps, day, beat),
    readSettlementAdvice: (day: OneDay): Promise<DayStanding> => readAdvice(deps, day, beat),
    matchSettlement: (day: OneDay): Promise<DayStanding> => matchDay(deps, day, beat),
    submitSettlement: (day: OneDay): Promise<DayStanding> => submitPayments(deps, day),
    confirmSettlement: (day: OneDay): Promise<Confirmation> => confirmPayments(deps, day),
    bookSettlement: (day: OneDay): Promise<DayStanding> => bookDay(deps, day, beat),
    resolveSettlementBreak: (resolved: OneDay & ResolvedBreak): Promise<Resolution> =>
      resolveBreak(deps, resolved),

    async remindOfSettlement({
      dayId,
      reminder,
    }: OneDay & { readonly reminder: number }): Promise<void> {
      deps.remind({ workflow: 'networkSettlement', objectId: dayId, reminder });
    },
  };
}
