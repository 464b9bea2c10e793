import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { deliveryTurn } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { deliveryQueue, type WebhookEndpointInput, workArrivedSignal } from './contract.ts';

/** From event to event, as long as the endpoint is there and enabled. See docs/workflows/webhook-endpoint.md. */
export async function webhookEndpoint(input: WebhookEndpointInput): Promise<void> {
  const clock = businessClock(input.frozenAt);
  const { deliverEvents } = wf.proxyActivities<Activities>({
    ...deliveryTurn,
    taskQueue: deliveryQueue(wf.workflowInfo().taskQueue),
    summary: 'Deliver what is due',
  });
  let hasWork = false;
  wf.setHandler(workArrivedSignal, () => void (hasWork = true));

  for (;;) {
    // Before the look: what arrives while it looks is looked at again.
    hasWork = false;
    const { end, dueAt } = await deliverEvents(clock.onClock(input));
    if (end === 'idle' && !hasWork)
      if (dueAt === undefined) await clock.waitFor(() => hasWork);
      else await clock.waitUntil(dueAt, () => hasWork);
    if (end === 'gone' || wf.workflowInfo().continueAsNewSuggested) await clock.waitForHandlers();
    // Whoever enables an endpoint right after it was disabled tells a workflow that is about to end.
    if (end === 'gone' && !hasWork) return;
    if (wf.workflowInfo().continueAsNewSuggested)
      await wf.continueAsNew<typeof webhookEndpoint>(clock.onClock(input));
  }
}
