import type { Kysely } from 'kysely';
import type { DueRow } from '../../db/authorizations/due-of-account.ts';
import type { Database } from '../../db/database.ts';
import { type BoundWorkflow, dueWorkflows } from '../../db/test-clocks/bound-workflows.ts';
import type { Scope } from '../../domain/scope.ts';
import { DUE_SOURCES, type DueSource } from './due-sources.ts';

/** Something to do at an instant: in a row, or by a workflow that waits for it. */
export type Due = { readonly dueAt: Date } & (
  { readonly id: string; readonly source: DueSource } | { readonly workflow: BoundWorkflow }
);

const AT_ONCE = 50;

interface Account {
  readonly db: Kysely<Database>;
  readonly scope: Scope;
}

/**
 * What is due by `now`, in the order in which it is to be done: by its time, then rows before workflows,
 * each in the order of what they are about. The beginning of it, when there is much.
 */
export async function dueBy({ db, scope }: Account, now: Date): Promise<readonly Due[]> {
  const due = { until: now, limit: AT_ONCE };
  const lists: Due[][] = [];
  for (const source of DUE_SOURCES)
    lists.push((await source.find(db, scope, due)).map((row) => ({ ...row, source })));
  const workflows = await dueWorkflows(db, scope, due);
  lists.push(workflows.map((workflow) => ({ dueAt: workflow.dueAt ?? now, workflow })));
  // Of a list that was cut off, what comes after its end is unknown: the others stop there too.
  const cutAt = Math.min(
    ...lists.map((list) => (list.length < AT_ONCE ? Infinity : timeOf(list.at(-1)))),
  );
  // The sort is stable: what is due at one time stays in the order of the lists.
  return lists
    .flat()
    .filter((each) => timeOf(each) <= cutAt)
    .toSorted((one, other) => timeOf(one) - timeOf(other));
}

/** When something is due next, at the latest at `until`: a whole second, because clocks stand at these. */
export async function nextInstant({ db, scope }: Account, until: Date): Promise<Date | undefined> {
  const first = { until, limit: 1 };
  const found: (DueRow | BoundWorkflow | undefined)[] = [];
  for (const { find } of DUE_SOURCES) found.push((await find(db, scope, first))[0]);
  found.push((await dueWorkflows(db, scope, first))[0]);
  const times = found.flatMap((each) => each?.dueAt ?? []).map((at) => at.getTime());
  return times.length === 0 ? undefined : new Date(Math.ceil(Math.min(...times) / 1_000) * 1_000);
}

const timeOf = (due: Pick<Due, 'dueAt'> | undefined): number => due?.dueAt.getTime() ?? Infinity;
