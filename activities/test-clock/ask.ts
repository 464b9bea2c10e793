import {
  type Client,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { hasUnsent } from '../../db/outbox/unsent.ts';
import { type BoundWorkflow, noteDue, unbind } from '../../db/test-clocks/bound-workflows.ts';
import type { Scope } from '../../domain/scope.ts';
import { withinMs } from '../../infra/temporal/client.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import { workflowIdOf } from '../../workflows/outbox.ts';

export interface AskDeps {
  readonly db: Kysely<Database>;
  readonly client: Client;
}

interface Bound {
  readonly scope: Scope;
  readonly workflow: BoundWorkflow;
}

/** So long a workflow may take to come to rest before it is asked again. */
const ASK_MS = 5_000;

/**
 * Tells a workflow what time it is and waits until it has done all that is due by then; writes down what it
 * waits for next. `false`: it has not come to rest yet. Asked again, it answers the same question, because a
 * question has an id: a workflow takes only so many at a time.
 */
export const askWorkflow = (
  deps: AskDeps,
  { scope, now, workflow }: Bound & { readonly now: number },
): Promise<boolean> =>
  told(deps, { scope, workflow }, async (handle) => {
    const { dueAt } = await handle.executeUpdate(advanceClockUpdate, {
      updateId: `clock-${now}-${workflow.version}`,
      args: [{ now }],
    });
    const due = dueAt === undefined ? null : new Date(dueAt * 1_000);
    await noteDue(deps.db, scope, { ...workflow, dueAt: due });
  });

/** Gives a workflow back to real time. `false`: it has not heard of it yet. */
export const releaseWorkflow = (deps: AskDeps, { scope, workflow }: Bound): Promise<boolean> =>
  told(deps, { scope, workflow }, async (handle) => {
    await handle.startUpdate(advanceClockUpdate, {
      updateId: `clock-end-${workflow.version}`,
      args: [{ now: null }],
      waitForStage: 'ACCEPTED',
    });
    await unbind(deps.db, scope, workflow);
  });

/** Who has ended waits for nothing; who gives no answer is asked again; everything else is an outage. */
async function told(
  deps: AskDeps,
  { scope, workflow }: Bound,
  tell: (handle: WorkflowHandle) => Promise<void>,
): Promise<boolean> {
  const { client, db } = deps;
  const handle = client.workflow.getHandle(workflowIdOf(workflow.kind, workflow.objectId));
  try {
    await withinMs(client, ASK_MS, () => tell(handle));
    return true;
  } catch (error) {
    if (isSilence(error)) return false;
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    // In this order: what is sent runs, and what runs may only have gone on as a new run.
    if (await hasUnsent(db, scope, workflow)) return true;
    if (await isRunning(handle)) return false;
    await unbind(db, scope, workflow);
    return true;
  }
}

async function isRunning(handle: WorkflowHandle): Promise<boolean> {
  try {
    return (await handle.describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

const isSilence = (error: unknown): boolean =>
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
  error instanceof WorkflowUpdateFailedError;
