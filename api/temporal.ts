import {
  ApplicationFailure,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { remove } from '../db/outbox/remove.ts';
import type { OutboxEntry } from '../db/unit-of-work.ts';
import { type AppError, failure } from '../domain/errors.ts';
import { type Temporal, withinMs } from '../infra/temporal/client.ts';
import { startOrTell } from '../infra/temporal/start-or-tell.ts';
import { workerPolls } from '../infra/temporal/worker-polls.ts';
import {
  cardholderScreeningId,
  clearCardholderUpdate,
  rejectCardholderUpdate,
} from '../workflows/cardholder-screening/contract.ts';
import { workflowStartOf } from '../workflows/outbox.ts';
import type { WorkflowUpdates } from './workflow-updates.ts';

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
    async decideScreening(cardholder, decision) {
      const workflowId = cardholderScreeningId(cardholder);
      const handle = client.workflow.getHandle(workflowId);
      try {
        await withinMs(client, UPDATE_MS, () => handle.executeUpdate(DECISIONS[decision]));
      } catch (cause) {
        throw refusal(cause, workflowId);
      }
    },
  };
  return { send, workflows, workerPolls: () => workerPolls(temporal) };
}

const DECISIONS = {
  clearCardholder: clearCardholderUpdate,
  rejectCardholder: rejectCardholderUpdate,
} as const;

/** What a workflow refuses is the caller's to know; of everything else only whether to try again. */
function refusal(cause: unknown, workflowId: string): AppError {
  if (cause instanceof WorkflowNotFoundError)
    return failure('resource_missing', { object: 'running workflow', id: workflowId }, { cause });
  const refused = cause instanceof WorkflowUpdateFailedError ? cause.cause : undefined;
  if (refused instanceof ApplicationFailure && refused.type === 'status_transition_invalid')
    return failure('status_transition_invalid', { problem: refused.message }, { cause });
  const problem = 'No worker has taken the decision in time. Look at the cardholder and try again.';
  return failure('service_unavailable', { problem }, { cause });
}
