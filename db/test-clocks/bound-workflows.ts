/**
 * The workflows that an account's test clock moves, as the clock uses them. A row has a version, which every
 * change of it changes: so an answer that comes while somebody tells the workflow something new is not
 * taken for the answer to that.
 */
import { type Kysely, sql } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { type Database, type OutboxKind, owned } from '../database.ts';

export interface BoundWorkflow {
  readonly kind: OutboxKind;
  readonly objectId: string;
  /** Null: no time moves it, or it was never asked. */
  readonly dueAt: Date | null;
  readonly version: string;
}

interface Until {
  readonly until: Date;
  readonly limit: number;
}

/** Those that have to be asked what they wait for. */
export const staleWorkflows = (
  db: Kysely<Database>,
  scope: Scope,
  { limit }: Pick<Until, 'limit'>,
): Promise<readonly BoundWorkflow[]> =>
  select(
    bound(db, scope).where('is_stale', '=', true).orderBy('object_id').orderBy('kind').limit(limit),
  );

/** Those that wait for a time up to `until`, the earliest first; of one time in the order of their objects. */
export const dueWorkflows = (
  db: Kysely<Database>,
  scope: Scope,
  { until, limit }: Until,
): Promise<readonly BoundWorkflow[]> =>
  select(
    bound(db, scope)
      .where('is_stale', '=', false)
      .where('due_at', '<=', until)
      .orderBy('due_at')
      .orderBy('object_id')
      .orderBy('kind')
      .limit(limit),
  );

/** Those that a clock has left behind that is no more: none when the account is on another one. */
export const leftWorkflows = (
  db: Kysely<Database>,
  scope: Scope,
  { limit }: Pick<Until, 'limit'>,
): Promise<readonly BoundWorkflow[]> =>
  select(bound(db, scope).where(isOnNone).orderBy('object_id').orderBy('kind').limit(limit));

/**
 * Writes down what one waits for, unless its row has changed since it was read. It has to be asked again when
 * something is still to be sent to it.
 */
export async function noteDue(
  db: Kysely<Database>,
  scope: Scope,
  { dueAt, ...workflow }: BoundWorkflow,
): Promise<void> {
  await db
    .updateTable('clocked_workflow')
    .set({ due_at: dueAt, is_stale: hasUnsent })
    .where((eb) => eb.and(keyOf(scope, workflow)))
    .where(isOfVersion(workflow))
    .execute();
}

/** Forgets one that has ended, unless its row has changed since it was read. */
export async function unbind(
  db: Kysely<Database>,
  scope: Scope,
  workflow: BoundWorkflow,
): Promise<void> {
  await db
    .deleteFrom('clocked_workflow')
    .where((eb) => eb.and(keyOf(scope, workflow)))
    .where(isOfVersion(workflow))
    .execute();
}

/** Forgets those that a clock has left behind that is no more. */
export async function unbindLeft(db: Kysely<Database>, scope: Scope): Promise<void> {
  await db
    .deleteFrom('clocked_workflow')
    .where((eb) => eb.and(owned(scope)))
    .where(isOnNone)
    .execute();
}

interface Binding {
  readonly db: Kysely<Database>;
  readonly scope: Scope;
  readonly realNow: Date;
}

/** Binds workflows to the account's clock, or makes sure that they are asked again. */
export async function bindEach(
  { db, scope, realNow }: Binding,
  workflows: readonly Pick<BoundWorkflow, 'kind' | 'objectId'>[],
): Promise<void> {
  const kinds = workflows.map(({ kind }) => kind);
  const objects = workflows.map(({ objectId }) => objectId);
  // Distinct: a workflow may be found twice, and a statement must not change a row twice.
  await sql`
    insert into clocked_workflow (account_id, livemode, kind, object_id, due_at, is_stale, created_at)
    select distinct ${scope.accountId}, ${scope.livemode}::boolean, kind, object_id, null::timestamptz, true,
      ${realNow}::timestamptz
    from unnest(${kinds}::text[], ${objects}::text[]) as found (kind, object_id)
    on conflict (account_id, kind, object_id) do update set is_stale = true`.execute(db);
}

/** Makes sure that all are asked again. */
export async function makeStale(db: Kysely<Database>, scope: Scope): Promise<void> {
  await db
    .updateTable('clocked_workflow')
    .set({ is_stale: true })
    .where((eb) => eb.and(owned(scope)))
    .execute();
}

const bound = (db: Kysely<Database>, scope: Scope) =>
  db
    .selectFrom('clocked_workflow')
    .select(['kind', 'object_id', 'due_at', version.as('version')])
    .where((eb) => eb.and(owned(scope)));

const hasUnsent = sql<boolean>`exists (
  select from outbox
  where outbox.account_id = clocked_workflow.account_id and outbox.kind = clocked_workflow.kind
    and outbox.object_id = clocked_workflow.object_id)`;

const isOnNone = sql<boolean>`not exists (
  select from test_clock clock
  where clock.account_id = clocked_workflow.account_id and clock.deleted_at is null)`;

/** Postgres gives each version of a row the number of the transaction that wrote it. */
const version = sql<string>`clocked_workflow.xmin::text`;

const isOfVersion = (workflow: Pick<BoundWorkflow, 'version'>) =>
  sql<boolean>`${version} = ${workflow.version}`;

const keyOf = (scope: Scope, { kind, objectId }: Pick<BoundWorkflow, 'kind' | 'objectId'>) => ({
  ...owned(scope),
  kind,
  object_id: objectId,
});

async function select(query: ReturnType<typeof bound>): Promise<readonly BoundWorkflow[]> {
  const rows = await query.execute();
  return rows.map(({ kind, object_id: objectId, due_at: dueAt, version: rowVersion }) => ({
    kind,
    objectId,
    dueAt,
    version: rowVersion,
  }));
}
