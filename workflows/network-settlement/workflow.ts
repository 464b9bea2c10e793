import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import {
  canReadAdvice,
  canResolveBreaks,
  type DayStanding,
  type DayStatus,
} from '../../domain/settlement/standing.ts';
import { bestEffort, settlementTurn, untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { showStatus } from '../status-attribute.ts';
import {
  type NetworkSettlementInput,
  readAdviceUpdate,
  type ResolveBreak,
  resolveBreakUpdate,
  standingQuery,
} from './contract.ts';
import { waitsOf } from './waits.ts';

const { closeSettlementDay } = wf.proxyActivities<Activities>({
  ...settlementTurn,
  summary: 'Close the day and add up what cleared',
});
const { readSettlementAdvice } = wf.proxyActivities<Activities>({
  ...settlementTurn,
  summary: 'Take in what the network says',
});
const { matchSettlement } = wf.proxyActivities<Activities>({
  ...settlementTurn,
  summary: 'Compare it with what cleared',
});
const { submitSettlement } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Tell the bank what to move',
});
const { confirmSettlement } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Hold the statement against it',
});
const { bookSettlement } = wf.proxyActivities<Activities>({
  ...settlementTurn,
  summary: 'Book what the bank has moved',
});
const { resolveSettlementBreak } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Carry out what a person decided',
});
const { remindOfSettlement } = wf.proxyActivities<Activities>({
  ...bestEffort,
  summary: 'Tell that the day still waits',
});

/** From the first clearing of a day to its last break. See docs/workflows/settlement.md. */
export async function networkSettlement(input: NetworkSettlementInput): Promise<DayStanding> {
  const { accountId, livemode, dayId, cutoffAt } = input;
  const day = { accountId, livemode, dayId };
  const clock = businessClock(input.frozenAt);
  let standing: DayStanding = { status: 'open', revision: 0, openBreaks: 0 };

  /** The row is the truth; an answer that was overtaken is older than what is known. */
  function adopt(next: DayStanding): DayStanding {
    if (next.revision < standing.revision) return standing;
    if (next.status !== standing.status) showStatus(next.status);
    standing = next;
    return standing;
  }
  async function resolve(decision: ResolveBreak): Promise<DayStanding> {
    const { standing: next, refused } = await resolveSettlementBreak({ ...day, ...decision });
    adopt(next);
    if (refused !== undefined) throw refusal(refused);
    return standing;
  }
  wf.setHandler(standingQuery, () => standing);
  wf.setHandler(readAdviceUpdate, async () => adopt(await readSettlementAdvice(day)), {
    validator: () => refuseUnless(canReadAdvice, 'an advice cannot be read'),
  });
  wf.setHandler(resolveBreakUpdate, resolve, {
    validator: ({ breakId }: ResolveBreak) =>
      refuseUnless(canResolveBreaks, `${breakId} cannot be resolved`),
  });

  function refuseUnless(can: (status: DayStatus) => boolean, problem: string): void {
    const { status } = standing;
    if (!can(status)) throw refusal(`The day is ${status}: ${problem}.`);
  }
  const { waitForPerson, waitForAdvice } = waitsOf({
    input,
    clock,
    status: () => standing.status,
    readAdvice: async () => adopt(await readSettlementAdvice(day)),
    remind: (reminder) => remindOfSettlement({ ...day, reminder }).catch(giveUp),
  });
  async function waitForBank(): Promise<void> {
    const confirmation = await confirmSettlement(day);
    adopt(confirmation);
    const { lookAgainAt } = confirmation;
    if (lookAgainAt !== undefined)
      await clock.waitUntil(lookAgainAt, () => standing.status !== 'awaiting_bank');
  }
  async function waitForCutoff(): Promise<void> {
    await clock.waitUntil(cutoffAt, () => false);
    adopt(await closeSettlementDay(day));
  }
  const STEPS: Readonly<Record<DayStatus, () => Promise<unknown>>> = {
    open: waitForCutoff,
    closing: waitForCutoff,
    awaiting_advice: waitForAdvice,
    halted: waitForPerson,
    matching: async () => adopt(await matchSettlement(day)),
    paying: async () => adopt(await submitSettlement(day)),
    awaiting_bank: waitForBank,
    booking: async () => adopt(await bookSettlement(day)),
    in_review: waitForPerson,
    complete: async () => {},
  };

  while (standing.status !== 'complete') {
    await STEPS[standing.status]();
    if (!wf.workflowInfo().continueAsNewSuggested) continue;
    await clock.waitForHandlers();
    await wf.continueAsNew<typeof networkSettlement>(clock.onClock(input));
  }
  await clock.waitForHandlers();
  return standing;
}

/** Without the reminder the process goes on; only who cancels the workflow means all of it. */
function giveUp(error: unknown): void {
  if (wf.isCancellation(error)) throw error;
}

const refusal = (problem: string): wf.ApplicationFailure =>
  wf.ApplicationFailure.nonRetryable(problem, 'status_transition_invalid');
