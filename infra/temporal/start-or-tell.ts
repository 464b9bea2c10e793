import { type Temporal, withinMs } from './client.ts';
import { type SearchAttributes, searchAttributes } from './search-attributes.ts';

export interface WorkflowStart {
  readonly type: string;
  readonly id: string;
  readonly input: object;
  /** What the workflow is told, whether it is started for this or was already running. */
  readonly tell: { readonly signal: string; readonly fact: object };
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
  { client, taskQueue }: Temporal,
  { type, id, input, tell, ...shown }: WorkflowStart,
): Promise<void> {
  await withinMs(client, DEADLINE_MS, () =>
    client.workflow.signalWithStart(type, {
      workflowId: id,
      taskQueue,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      args: [input],
      signal: tell.signal,
      signalArgs: [tell.fact],
      staticSummary: shown.summary,
      typedSearchAttributes: searchAttributes(shown.searchAttributes),
    }),
  );
}
