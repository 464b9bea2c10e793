import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import type { DayStanding, DayStatus } from '../../domain/settlement/standing.ts';
import { type Database, owned } from '../database.ts';
import type { SettlementDayRow } from '../tables/settlement.ts';

/** @throws `resource_missing` */
export async function getDay(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<SettlementDayRow> {
  return found(await byId(db, scope, id).executeTakeFirst(), id);
}

/** The same, locked until the end of the database transaction: clearings that would join it wait. */
export async function lockDay(
  trx: Transaction<Database>,
  scope: Scope,
  id: string,
): Promise<SettlementDayRow> {
  return found(await byId(trx, scope, id).forNoKeyUpdate().executeTakeFirst(), id);
}

const byId = (db: Kysely<Database>, scope: Scope, id: string) =>
  db
    .selectFrom('settlement_day')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), id }));

function found(row: SettlementDayRow | undefined, id: string): SettlementDayRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'settlement day', id });
}

/** Who changes it has locked it, and so nobody else has changed it since. */
export async function setDay(
  trx: Transaction<Database>,
  day: SettlementDayRow,
  change: { readonly status: DayStatus; readonly problem?: string | null },
): Promise<SettlementDayRow> {
  return trx
    .updateTable('settlement_day')
    .set({ status: change.status, problem: change.problem ?? null, revision: day.revision + 1 })
    .where((eb) => eb.and({ account_id: day.account_id, id: day.id }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function standingOf(
  db: Kysely<Database>,
  day: Pick<SettlementDayRow, 'account_id' | 'id' | 'revision' | 'status'>,
): Promise<DayStanding> {
  const { count } = await db
    .selectFrom('settlement_break')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where((eb) => eb.and({ account_id: day.account_id, day_id: day.id, status: 'open' }))
    .executeTakeFirstOrThrow();
  return { status: day.status, revision: day.revision, openBreaks: Number(count) };
}
