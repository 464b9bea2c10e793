import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import { remove } from '../../db/outbox/remove.ts';
import { unsentOf } from '../../db/outbox/unsent.ts';
import { bindEach, type BoundWorkflow, makeStale } from '../../db/test-clocks/bound-workflows.ts';
import type { OutboxEntry } from '../../db/unit-of-work.ts';
import type { TestClockId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { rowOfWorkflow, workflowStartOf } from '../../workflows/outbox.ts';

export interface BindDeps {
  readonly db: Kysely<Database>;
  readonly client: Client;
  readonly taskQueue: string;
  readonly realNow: () => Date;
  readonly beat: () => void;
}

interface Bind {
  readonly scope: Scope;
  readonly clockId: TestClockId;
}

/** What Temporal lists lags behind what it does: usually by a tenth of a second. */
const LOOK_EVERY_MS = 50;
const LOOKS_MAX = 100;
const SENT_AT_ONCE = 20;

/**
 * Binds all workflows of the account that run to its clock: those that began before it, and those that somebody
 * else started without knowing of it. The clock's own workflow was started after them: once it is on the
 * list, they are. All are then asked what they wait for.
 */
export async function bindRunning(deps: BindDeps, { scope, clockId }: Bind): Promise<void> {
  let found = await runningOf(deps, scope);
  for (let looks = 1; looks < LOOKS_MAX && !found.some(isClock(clockId)); looks++) {
    deps.beat();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    found = await runningOf(deps, scope);
  }
  const bound = found.filter(({ kind }) => kind !== 'test_clock');
  await bindEach({ db: deps.db, scope, realNow: deps.realNow() }, bound);
  await makeStale(deps.db, scope);
}

type Found = Pick<BoundWorkflow, 'kind' | 'objectId'>;
const isClock =
  (clockId: TestClockId) =>
  ({ objectId }: Found): boolean =>
    objectId === clockId;

/** An account has workflows in two modes, and a clock in one. */
async function runningOf({ client }: BindDeps, { accountId }: Scope): Promise<readonly Found[]> {
  const query = `ExecutionStatus = 'Running' and CardwrightAccountId = '${accountId}'`;
  const found: Found[] = [];
  for await (const { workflowId, memo } of client.workflow.list({ query })) {
    const row = rowOfWorkflow(workflowId);
    if (row && memo?.['livemode'] === false) found.push(row);
  }
  return found;
}

/**
 * Sends what the account's activities asked for: nobody waits for the sweeper while a clock advances. Says
 * whether there was anything.
 */
export async function sendUnsent(deps: BindDeps, scope: Scope): Promise<boolean> {
  const entries = await unsentOf(deps.db, scope, { limit: SENT_AT_ONCE });
  if (entries.length === 0) return false;
  await bindEach({ db: deps.db, scope, realNow: deps.realNow() }, entries);
  // One after the other: what one workflow is told is told in its order.
  for (const entry of entries) await send(deps, entry);
  return true;
}

async function send(deps: BindDeps, entry: OutboxEntry): Promise<void> {
  await startOrTell(deps, workflowStartOf(entry));
  await remove(deps.db, entry);
}
