import {
  ApplicationFailure,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { remove } from '../db/outbox/remove.ts';
import { noteTold } from '../db/test-clocks/clocked-workflows.ts';
import type { OutboxEntry } from '../db/unit-of-work.ts';
import { type AppError, failure } from '../domain/errors.ts';
import { type Temporal, withinMs } from '../infra/temporal/client.ts';
import { startOrTell } from '../infra/temporal/start-or-tell.ts';
import { workerPolls } from '../infra/temporal/worker-polls.ts';
import { workflowIdOf, workflowStartOf } from '../workflows/outbox.ts';
import type { WorkflowOf, WorkflowUpdates } from './workflow-updates.ts';

interface LinkDeps {
  readonly temporal: Temporal;
  readonly db: Kysely<Database>;
  readonly log: { readonly warn: (fields: object, message: string) => void };
}

export interface TemporalLink {
  readonly send: (entry: OutboxEntry) => Promise<void>;
  readonly workflows: WorkflowUpdates;
  readonly workerPolls: () => Promise<boolean>;
}

/** A person waits for the answer; beyond this no worker is there to give one. */
const UPDATE_MS = 5_000;

/** All that the API does with Temporal. None of it is needed to serve: what cannot be sent now is swept up later. */
export function temporalLink({ temporal, db, log }: LinkDeps): TemporalLink {
  const { client } = temporal;

  async function send(entry: OutboxEntry): Promise<void> {
    try {
      await startOrTell(temporal, workflowStartOf(entry));
      await remove(db, entry);
    } catch (err) {
      log.warn({ err, outboxEntry: entry.id }, 'left to the sweeper');
    }
  }

  const workflows: WorkflowUpdates = {
    async execute<R, A extends [] | [object]>(
      { scope, kind, objectId }: WorkflowOf,
      { name }: UpdateDefinition<R, A>,
      ...[input]: A
    ) {
      const workflowId = workflowIdOf(kind, objectId);
      // Before it is told: else its test clock would not know that it waits for something else now.
      await noteTold(db, scope, { kind, objectId });
      const handle = client.workflow.getHandle(workflowId);
      const told = (): Promise<R> =>
        input === undefined
          ? handle.executeUpdate<R, []>(name)
          : handle.executeUpdate<R, [object]>(name, { args: [input] });
      try {
        return await withinMs(client, UPDATE_MS, told);
      } catch (cause) {
        throw refusal(cause, workflowId);
      }
    },
  };
  return { send, workflows, workerPolls: () => workerPolls(temporal) };
}

const isRefusal = (
  type: string | null | undefined,
): type is 'parameter_invalid' | 'status_transition_invalid' =>
  type === 'parameter_invalid' || type === 'status_transition_invalid';

/** What a workflow refuses is the caller's to know; of everything else only whether to try again. */
function refusal(cause: unknown, workflowId: string): AppError {
  if (cause instanceof WorkflowNotFoundError)
    return failure('resource_missing', { object: 'running workflow', id: workflowId }, { cause });
  const refused = cause instanceof WorkflowUpdateFailedError ? cause.cause : undefined;
  if (refused instanceof ApplicationFailure && isRefusal(refused.type))
    return failure(refused.type, { problem: refused.message }, { cause });
  const problem = 'No worker has carried this out in time. Look at the object and try again.';
  return failure('service_unavailable', { problem }, { cause });
}
