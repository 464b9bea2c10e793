import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { sweepTurn } from '../activity-options.ts';
import type { HoldExpiryInput, HoldExpiryResult, LapsedBatch } from './contract.ts';

/** Takes what is due, batch after batch, and ends. See docs/workflows/hold-expiry.md. */
export async function holdExpiry({
  batchMax,
  batchesMax,
}: HoldExpiryInput): Promise<HoldExpiryResult> {
  const { lapseDueHolds } = wf.proxyActivities<Activities>({
    ...sweepTurn,
    summary: 'Let lapse what is due',
  });
  let done: LapsedBatch = { lapsed: 0, failed: 0 };
  for (let batch = 0; batch < batchesMax; batch++) {
    const { lapsed, failed, next } = await lapseDueHolds({
      limit: batchMax,
      ...(done.next && { after: done.next }),
    });
    done = {
      lapsed: done.lapsed + lapsed,
      failed: done.failed + failed,
      ...(next && { next }),
    };
    if (!next) break;
  }
  return { lapsed: done.lapsed, failed: done.failed };
}
