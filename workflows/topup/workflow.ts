import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { TopupStatus } from '../../domain/topup/topup.ts';
import { untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { showStatus } from '../status-attribute.ts';
import { cancelTopupUpdate, type TopupInput, type TopupStanding } from './contract.ts';

const { submitTopup } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Give the debit to the bank',
});
const { readTopupDebit } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Ask the bank what became of it',
});
const { cancelTopup, failTopup, reverseTopup, settleTopup } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Write what became of it',
});

/** A bank that names an instant of the past is not asked without end. */
const ASK_AGAIN_SECONDS_MIN = 1;

/** From a request for money to the day on which the bank can no longer take it back. See docs/workflows/topup.md. */
export async function topup(input: TopupInput): Promise<TopupStanding> {
  const { accountId, livemode, topupId } = input;
  const pull = { accountId, livemode, topupId };
  const clock = businessClock(input.frozenAt);
  let status: TopupStatus = 'pending';
  let isCancelable = true;

  function adopt(standing: TopupStanding): void {
    if (standing.status !== status) showStatus(standing.status);
    status = standing.status;
  }
  wf.setHandler(
    cancelTopupUpdate,
    async () => {
      // Before it awaits: the plot does not submit any more, and nobody cancels twice.
      isCancelable = false;
      adopt(await cancelTopup(pull));
      return { status };
    },
    {
      validator: () => {
        if (!isCancelable) throw refusal(`Cannot cancel a top-up that is ${described(status)}.`);
      },
    },
  );

  /** Asks whenever there may be news, until none is possible. */
  async function follow(): Promise<void> {
    for (;;) {
      const debit = await readTopupDebit({ ...pull, at: clock.now() });
      if (debit.status === 'returned') return adopt(await takeBack(debit.code));
      if (debit.status === 'settled' && isPending(status)) adopt(await settleTopup(pull));
      if (debit.askAgainAt === undefined) return;
      const soonest = clock.now() + ASK_AGAIN_SECONDS_MIN;
      await clock.waitUntil(Math.max(debit.askAgainAt, soonest), () => false);
    }
  }
  function takeBack(code: Parameters<typeof failTopup>[0]['code']): Promise<TopupStanding> {
    return isPending(status) ? failTopup({ ...pull, code }) : reverseTopup({ ...pull, code });
  }

  const isDue = await clock.waitUntil(input.cutoffAt, () => !isCancelable);
  isCancelable = false;
  if (isDue) {
    adopt(await submitTopup(pull));
    if (isPending(status)) await follow();
  }
  await clock.waitForHandlers();
  return { status };
}

const isPending = (status: TopupStatus): boolean => status === 'pending';

const described = (status: TopupStatus): string =>
  isPending(status) ? 'being canceled or has been submitted to the bank' : status;

const refusal = (problem: string): wf.ApplicationFailure =>
  wf.ApplicationFailure.nonRetryable(problem, 'status_transition_invalid');
