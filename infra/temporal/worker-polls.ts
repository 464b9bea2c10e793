import { tsToMs } from '@temporalio/common/lib/time.js';
// CommonJS: a named import does not exist for Node.
import proto from '@temporalio/proto';
import { systemClock } from '../clock.ts';
import { type Temporal, withinMs } from './client.ts';

const WORKFLOWS = proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW;
const CALL_MS = 1_000;

/** A poll that finds nothing ends after a minute and is noted when it begins: hence a little more. */
const FRESH_MS = 75_000;

/** Whether a worker has asked for work lately. `false`, too, when Temporal does not answer in a second. */
export async function workerPolls({ client, namespace, taskQueue }: Temporal): Promise<boolean> {
  const { workflowService } = client.connection;
  const queue = { namespace, taskQueue: { name: taskQueue }, taskQueueType: WORKFLOWS };
  try {
    const { pollers } = await withinMs(client, CALL_MS, () =>
      workflowService.describeTaskQueue(queue),
    );
    const since = systemClock.nowMs() - FRESH_MS;
    return pollers.some(({ lastAccessTime }) => tsToMs(lastAccessTime) >= since);
  } catch {
    return false;
  }
}
