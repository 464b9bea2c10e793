import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { canDecide, isFurther, isSettled } from '../../domain/funding/bank-credit.ts';
import { bestEffort, untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { refusedByActivity } from '../refusal.ts';
import { showStatus } from '../status-attribute.ts';
import {
  type Attachment,
  attachUpdate,
  type BankCreditInput,
  type BankCreditStanding,
  bankCreditQuery,
  returnToSenderUpdate,
} from './contract.ts';

const { readBankCredit } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Read what stands',
});
const { attachBankCredit } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Credit the Issuing balance',
});
const { beginBankReturn, finishBankReturn } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Write down the return',
});
const { sendBankReturn } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Tell the bank to send it back',
});
const { remindOfBankCredit } = wf.proxyActivities<Activities>({
  ...bestEffort,
  summary: 'Remind the operator',
});

/** From suspense to an Issuing balance, or back to the sender. See docs/workflows/bank-credit.md. */
export async function bankCredit(input: BankCreditInput): Promise<BankCreditStanding> {
  const { accountId, livemode, bankCreditId } = input;
  const credit = { accountId, livemode, bankCreditId };
  const clock = businessClock(input.frozenAt);
  let standing: BankCreditStanding = { status: 'held' };
  /** Somebody decides at this moment: nobody else may. */
  let isBusy = false;

  function adopt(next: BankCreditStanding): BankCreditStanding {
    if (!isFurther(next.status, standing.status)) return standing;
    showStatus(next.status);
    standing = next;
    return standing;
  }
  const isWaiting = (): boolean => canDecide(standing.status) && !isBusy;
  /** It is claimed before the first `await`, so that the next validator already sees it. */
  async function alone(act: () => Promise<BankCreditStanding>): Promise<BankCreditStanding> {
    isBusy = true;
    try {
      return adopt(await act());
    } finally {
      isBusy = false;
    }
  }
  /**
   * What has begun to go back is never placed: the row says so before the bank is told. The bank knows a
   * repetition by its key.
   */
  async function sendBack(): Promise<BankCreditStanding> {
    const begun = await beginBankReturn(credit);
    if (begun.status !== 'returning') return begun;
    adopt(begun);
    const returnReference = await sendBankReturn(credit);
    return finishBankReturn({ ...credit, returnReference });
  }
  const place = ({ accountId: creditedAccountId }: Attachment): Promise<BankCreditStanding> =>
    attachBankCredit({ ...credit, creditedAccountId });

  function refuseUnlessWaiting(): void {
    if (isWaiting()) return;
    const problem = isBusy
      ? 'Somebody else is deciding what becomes of this bank credit.'
      : `This bank credit is ${standing.status}: there is nothing left to decide.`;
    throw wf.ApplicationFailure.nonRetryable(problem, 'status_transition_invalid');
  }
  wf.setHandler(bankCreditQuery, () => standing);
  wf.setHandler(attachUpdate, (to) => alone(() => place(to)).catch(refusedByActivity), {
    validator: (_to) => refuseUnlessWaiting(),
  });
  wf.setHandler(returnToSenderUpdate, () => alone(sendBack).catch(refusedByActivity), {
    validator: refuseUnlessWaiting,
  });

  async function waitForDecision(): Promise<void> {
    const { returnAt = Number.POSITIVE_INFINITY, remindEverySeconds, remindersMax } = input;
    let remindAt = clock.now() + remindEverySeconds;
    let reminders = 0;
    while (isWaiting()) {
      const next = reminders < remindersMax ? Math.min(remindAt, returnAt) : returnAt;
      if (!(await clock.waitUntil(next, () => !isWaiting()))) return;
      if (clock.now() >= returnAt) return void (await alone(sendBack));
      reminders += 1;
      await remindOfBankCredit({ ...credit, reminder: reminders }).catch(giveUp);
      remindAt = clock.now() + remindEverySeconds;
    }
  }

  // A run that was lost is taken up where the row stands.
  adopt(await readBankCredit(credit));
  if (standing.status === 'returning' && !isBusy) await alone(sendBack);
  while (!isSettled(standing.status)) {
    await waitForDecision();
    await clock.waitFor(() => !isBusy);
  }
  await clock.waitForHandlers();
  return standing;
}

/** Without the reminder the process goes on; only who cancels the workflow means all of it. */
function giveUp(error: unknown): void {
  if (wf.isCancellation(error)) throw error;
}
