/** What whoever runs the installation sees of settlement, over all accounts. */
import { type Kysely, sql } from 'kysely';
import type { SettlementBreakId } from '../../domain/ids.ts';
import type { DayStatus } from '../../domain/settlement/standing.ts';
import type { Database } from '../database.ts';
import { matching } from '../matching.ts';
import type { SettlementBreakRow, SettlementDayRow } from '../tables/settlement.ts';

interface Following {
  /** An id, exclusive. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Days that are not complete, by their date, oldest first; or those of one status. */
export async function listDays(
  db: Kysely<Database>,
  { status, after, limit }: Following & { readonly status: DayStatus | undefined },
): Promise<SettlementDayRow[]> {
  let query = db.selectFrom('settlement_day').selectAll();
  query =
    status === undefined
      ? query.where('status', '<>', 'complete')
      : query.where('status', '=', status);
  const last = after === undefined ? undefined : await findDay(db, after);
  if (last)
    query = query.where((eb) =>
      eb(eb.refTuple('business_date', 'id'), '>', eb.tuple(last.business_date, last.id)),
    );
  return query.orderBy('business_date').orderBy('id').limit(limit).execute();
}

export const findDay = (db: Kysely<Database>, id: string): Promise<SettlementDayRow | undefined> =>
  db.selectFrom('settlement_day').selectAll().where('id', '=', id).executeTakeFirst();

/** Breaks, oldest first. */
export async function listBreaks(
  db: Kysely<Database>,
  {
    status,
    day_id,
    after,
    limit,
  }: Following & { readonly status: 'open' | 'resolved'; readonly day_id: string | undefined },
): Promise<SettlementBreakRow[]> {
  let query = db.selectFrom('settlement_break').selectAll().where(matching({ status, day_id }));
  if (after !== undefined) query = query.where(sql.ref('id'), '>', after);
  return query.orderBy('id').limit(limit).execute();
}

export const findBreak = (
  db: Kysely<Database>,
  id: SettlementBreakId,
): Promise<SettlementBreakRow | undefined> =>
  db.selectFrom('settlement_break').selectAll().where('id', '=', id).executeTakeFirst();
