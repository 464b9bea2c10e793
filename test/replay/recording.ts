import type { WorkflowHandle } from '@temporalio/client';
import type { Activities } from '../../activities/index.ts';
import type { Temporal } from '../../infra/temporal/client.ts';

/** A life of a workflow that is recorded: how it is begun, and what happens to it until it ends. */
export interface Recording {
  /** Of the workflow's folder and of what happens. */
  readonly name: string;
  /** They only answer: what they would have done is no part of a history. */
  readonly activities: Partial<Activities>;
  /** Answers once it has ended. */
  readonly live: (temporal: Temporal) => Promise<WorkflowHandle>;
}

export const hasTimer = async (handle: WorkflowHandle): Promise<boolean> =>
  ((await handle.fetchHistory()).events ?? []).some((event) => event.timerStartedEventAttributes);
