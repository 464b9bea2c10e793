import type { UpdateDefinition } from '@temporalio/common';
import type { OutboxKind } from '../db/database.ts';
import type { Scope } from '../domain/scope.ts';

/** A workflow, named by the kind of row that starts it and by the object that it works for. */
export interface WorkflowOf {
  readonly scope: Scope;
  readonly kind: OutboxKind;
  readonly objectId: string;
}

/** Commands to running workflows, whose fate the caller learns. */
export interface WorkflowUpdates {
  /**
   * Answers when the workflow has done it.
   *
   * @throws what the workflow's validator refuses it with, which is `status_transition_invalid` or
   *   `parameter_invalid`; `resource_missing` when it does not run; `service_unavailable` when no worker
   *   has taken it in time: then it may still be carried out.
   */
  readonly execute: <R, A extends [] | [object]>(
    workflow: WorkflowOf,
    update: UpdateDefinition<R, A>,
    ...args: A
  ) => Promise<R>;
}
