import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { BalanceTransferStatus } from '../../domain/balance-transfer/balance-transfer.ts';
import { untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { showStatus } from '../status-attribute.ts';
import { type BalanceTransferInput, balanceTransferQuery } from './contract.ts';

const { arriveBalanceTransfer } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Credit the other balance',
});

const never = (): boolean => false;

/** From one balance to the other, where that takes until a bank opens. See docs/workflows/balance-transfer.md. */
export async function balanceTransfer(input: BalanceTransferInput): Promise<BalanceTransferStatus> {
  const { accountId, livemode, balanceTransferId, arrivesAt } = input;
  const clock = businessClock(input.frozenAt);
  let status: BalanceTransferStatus = 'pending';
  wf.setHandler(balanceTransferQuery, () => status);

  await clock.waitUntil(arrivesAt, never);
  status = await arriveBalanceTransfer({ accountId, livemode, balanceTransferId });
  showStatus(status);
  await clock.waitForHandlers();
  return status;
}
