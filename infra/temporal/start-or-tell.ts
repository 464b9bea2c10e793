import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { type Temporal, withinMs } from './client.ts';
import { type SearchAttributes, searchAttributes } from './search-attributes.ts';

export interface WorkflowStart {
  readonly type: string;
  readonly id: string;
  readonly input: object;
  /**
   * What the workflow is told, whether it is started for this or was already running. Absent: it is started
   * once for its object, and never again.
   */
  readonly tell?: { readonly signal: string; readonly fact: object };
  readonly summary: string;
  readonly searchAttributes: SearchAttributes;
}

/** Beyond this a caller of the API would notice; whoever cannot wait leaves it to the sweeper. */
const DEADLINE_MS = 2_000;

/**
 * Starts the workflow unless it is running, and tells it the fact: one call to Temporal, and harmless
 * to repeat as long as a fact that is known changes nothing. Fails after two seconds; whether Temporal
 * has taken it over is then unknown.
 */
export async function startOrTell(
  { client, taskQueue }: Pick<Temporal, 'client' | 'taskQueue'>,
  { type, id, input, tell, ...shown }: WorkflowStart,
): Promise<void> {
  const options = {
    workflowId: id,
    taskQueue,
    args: [input],
    staticSummary: shown.summary,
    typedSearchAttributes: searchAttributes(shown.searchAttributes),
    // For who finds workflows of an account, which has them in two modes.
    ...('livemode' in input && { memo: { livemode: input.livemode } }),
  };
  await withinMs(client, DEADLINE_MS, async () => {
    if (tell)
      await client.workflow.signalWithStart(type, {
        ...options,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        signal: tell.signal,
        signalArgs: [tell.fact],
      });
    else
      await client.workflow
        .start(type, { ...options, workflowIdReusePolicy: 'REJECT_DUPLICATE' })
        .catch(knowsIt);
  });
}

/** It runs, or has run: whoever sends a row again is right to do so. */
function knowsIt(error: unknown): void {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
}
