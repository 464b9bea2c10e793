import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { isOpen, type VerificationStatus } from '../../domain/bank-account/verification.ts';
import { untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { showStatus } from '../status-attribute.ts';
import { type VerificationInput, verificationEndedSignal } from './contract.ts';

const { sendMicroDeposits } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Have two micro-deposits sent',
});
const { expireVerification, readVerification } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Write or read how it ended',
});

/**
 * Sends micro-deposits, and waits until somebody has entered their amounts or nobody will. What was
 * entered is judged by the API, in the database: see docs/workflows/bank-account-verification.md.
 */
export async function bankAccountVerification(
  input: VerificationInput,
): Promise<VerificationStatus> {
  const { accountId, livemode, bankAccountId } = input;
  const bankAccount = { accountId, livemode, bankAccountId };
  const clock = businessClock(input.frozenAt);
  let hasEnded = false;
  wf.setHandler(verificationEndedSignal, () => {
    hasEnded = true;
  });

  await clock.waitUntil(input.cutoffAt, () => hasEnded);
  let status = await sendMicroDeposits(bankAccount);
  showStatus(status);
  if (isOpen(status)) {
    const isTooLate = await clock.waitUntil(input.expiresAt, () => hasEnded);
    status = await (isTooLate ? expireVerification : readVerification)(bankAccount);
    showStatus(status);
  }
  await clock.waitForHandlers();
  return status;
}
