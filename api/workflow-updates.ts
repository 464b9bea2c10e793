import type { CardholderId } from '../domain/ids.ts';

/** What a person may decide about a running workflow. Each answers when the workflow has done it. */
export interface WorkflowUpdates {
  /** @throws `status_transition_invalid` when the cardholder is not listed. */
  readonly decideScreening: (
    cardholder: CardholderId,
    decision: 'clearCardholder' | 'rejectCardholder',
  ) => Promise<void>;
}
