import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { PayoutStatus } from '../../domain/payout/payout.ts';
import { untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { showStatus } from '../status-attribute.ts';
import { cancelPayoutUpdate, type PayoutInput, payoutQuery } from './contract.ts';

const { submitPayout } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Give it to the bank',
});
const { followPayout } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Ask the bank, and book its answer',
});
const { cancelPayout } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Give it back to the balance',
});

const AT_BANK = 'The payout has been given to the bank: only a pending one can be canceled.';
const never = (): boolean => false;

/** From a balance to a bank account; or back, when it is a reversal. See docs/workflows/payout.md. */
export async function payout(input: PayoutInput): Promise<PayoutStatus> {
  const { accountId, livemode, payoutId } = input;
  const one = { accountId, livemode, payoutId };
  const clock = businessClock(input.frozenAt);
  let status: PayoutStatus = 'pending';
  let isCanceling = false;
  let isAtBank = false;

  const isCanceled = (): boolean => status === 'canceled';
  function adopt(next: PayoutStatus): void {
    if (next !== status) showStatus(next);
    status = next;
  }
  function refuseUnlessPending(): void {
    if (isAtBank) throw refusal(AT_BANK);
    if (isCanceling || status !== 'pending') throw refusal('The payout is canceled already.');
  }
  /** Begun before it awaits, so that the next validator and the plot already see it. */
  async function cancel(): Promise<PayoutStatus> {
    isCanceling = true;
    adopt(await cancelPayout(one));
    isCanceling = false;
    // A run that was lost had given it to the bank.
    if (!isCanceled()) throw refusal(AT_BANK);
    return status;
  }
  wf.setHandler(payoutQuery, () => status);
  wf.setHandler(cancelPayoutUpdate, cancel, { validator: refuseUnlessPending });

  async function follow(): Promise<void> {
    isAtBank = true;
    adopt((await submitPayout(one)).status);
    while (!isCanceled()) {
      const { status: next, askAgainAt } = await followPayout({ ...one, at: clock.now() });
      adopt(next);
      if (askAgainAt === undefined) return;
      await clock.waitUntil(askAgainAt, never);
    }
  }

  await clock.waitUntil(input.cutoffAt, () => isCanceling);
  await clock.waitFor(() => !isCanceling);
  if (!isCanceled()) await follow();
  await clock.waitForHandlers();
  return status;
}

const refusal = (problem: string): wf.ApplicationFailure =>
  wf.ApplicationFailure.nonRetryable(problem, 'status_transition_invalid');
