import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { refusedByActivity } from '../refusal.ts';
import { showStatus } from '../status-attribute.ts';
import {
  type Hole,
  holeQuery,
  moneyCameInSignal,
  type NegativeBalanceInput,
  writeOffUpdate,
} from './contract.ts';

const { seeNegativeBalance } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'See whether money has come in',
});
const { remindOfNegativeBalance } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Tell the account that its balance is below zero',
});
const { writeOffNegativeBalance } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Take the loss',
});

const DAY = 86_400;

/** From a balance below zero to one that is not. See docs/workflows/negative-balance.md. */
export async function negativeBalance(input: NegativeBalanceInput): Promise<Hole> {
  const { accountId, livemode, negativeBalanceId, beganAt } = input;
  const balance = { accountId, livemode, negativeBalanceId };
  const clock = businessClock(input.frozenAt);
  const writeOffAt = beganAt + input.writeOffDays * DAY;
  let hole: Hole = { status: 'open', reminders: 0 };
  let isTold = false;
  let isBusy = false;
  let shown = 'open';

  function show(status: string): void {
    if (status !== shown) showStatus(status);
    shown = status;
  }
  const isOpen = (): boolean => hole.status === 'open';
  function adopt(next: Hole): Hole {
    if (!isOpen()) return hole;
    if (next.status !== 'open') show(next.status);
    hole = { ...next, reminders: Math.max(next.reminders, hole.reminders) };
    return hole;
  }
  /** Claimed before the first `await`: a second person is refused, and not told that the loss is his. */
  async function takeLoss(): Promise<Hole> {
    isBusy = true;
    try {
      return adopt(await writeOffNegativeBalance(balance));
    } finally {
      isBusy = false;
    }
  }
  function refuseUnlessDue(): void {
    const problem = whyNotWrittenOff({
      isBusy,
      isOpen: isOpen(),
      isDue: clock.now() >= writeOffAt,
    });
    if (problem) throw wf.ApplicationFailure.nonRetryable(problem, 'status_transition_invalid');
  }
  wf.setHandler(holeQuery, () => hole);
  wf.setHandler(moneyCameInSignal, () => {
    isTold = true;
  });
  wf.setHandler(writeOffUpdate, () => takeLoss().catch(refusedByActivity), {
    validator: refuseUnlessDue,
  });

  /** The day of the next reminder: never, when all of them are over. */
  const reminderAt = (): number => {
    const days = input.reminderDays[hole.reminders];
    return days === undefined ? Number.POSITIVE_INFINITY : beganAt + days * DAY;
  };
  const nextAt = (): number => {
    const now = clock.now();
    const untilLoss = writeOffAt > now ? writeOffAt : Number.POSITIVE_INFINITY;
    return Math.min(now + input.checkEverySeconds, reminderAt(), untilLoss);
  };
  async function look(): Promise<void> {
    isTold = false;
    adopt(await seeNegativeBalance(balance));
    while (isOpen() && clock.now() >= reminderAt())
      adopt(await remindOfNegativeBalance({ ...balance, reminder: hole.reminders + 1 }));
    if (isOpen() && clock.now() >= writeOffAt) show('write_off_due');
  }

  while (isOpen()) {
    await look();
    if (isOpen()) await clock.waitUntil(nextAt(), () => isTold || !isOpen());
    if (!isOpen() || wf.workflowInfo().continueAsNewSuggested) await clock.waitForHandlers();
    if (isOpen() && wf.workflowInfo().continueAsNewSuggested)
      await wf.continueAsNew<typeof negativeBalance>(clock.onClock(input));
  }
  return hole;
}

interface Standing {
  readonly isBusy: boolean;
  readonly isOpen: boolean;
  readonly isDue: boolean;
}

function whyNotWrittenOff({ isBusy, isOpen, isDue }: Standing): string | undefined {
  if (isBusy) return 'Somebody else is writing this balance off.';
  if (!isOpen) return 'This balance is not below zero any more.';
  return isDue ? undefined : 'It is too early: a loss is taken on the day that the policy names.';
}
