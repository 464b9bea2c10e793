import { type Kysely, type Transaction } from 'kysely';
import type { AdviceLine } from '../../domain/settlement/advice.ts';
import { type Database, owned } from '../database.ts';
import type { SettlementDayRow } from '../tables/settlement.ts';
import { unnest } from '../unnest.ts';
import { sql } from 'kysely';

/** A file of a day, by the digest of what stands in it. */
export interface FileOfDay {
  readonly day: Pick<SettlementDayRow, 'account_id' | 'id' | 'livemode'>;
  readonly digest: string;
}

/** Whether it has to be read: not when it has been, and was accepted. */
export async function beginFile(
  db: Kysely<Database>,
  { day, digest }: FileOfDay,
  at: Date,
): Promise<boolean> {
  await db
    .insertInto('settlement_file')
    .values({
      ...owned({ accountId: day.account_id, livemode: day.livemode }),
      day_id: day.id,
      digest,
      status: 'reading',
      row_count: 0,
      created_at: at,
    })
    // It was begun before: what was written of it stays, and is not written twice.
    .onConflict((conflict) => conflict.columns(['account_id', 'day_id', 'digest']).doNothing())
    .execute();
  const { status } = await db
    .selectFrom('settlement_file')
    .select('status')
    .where((eb) => eb.and({ account_id: day.account_id, day_id: day.id, digest }))
    .executeTakeFirstOrThrow();
  return status !== 'accepted';
}

/** Each thing is kept once, however often the file says it, or is read. */
export async function insertLines(
  db: Kysely<Database>,
  { day, digest }: FileOfDay,
  { lines, at }: { readonly lines: readonly AdviceLine[]; readonly at: Date },
): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into settlement_line
      (account_id, livemode, day_id, reference, currency, amount, digest, created_at)
    select distinct ${day.account_id}, ${day.livemode}::boolean, ${day.id}, line.*, ${digest}, ${at}::timestamptz
    from ${unnest(lines, [
      { type: 'text', of: ({ reference }) => reference },
      { type: 'text', of: ({ currency }) => currency },
      { type: 'bigint', of: ({ amount }) => amount },
    ])} as line
    on conflict do nothing`.execute(db);
}

export async function acceptFile(
  trx: Transaction<Database>,
  { day, digest }: FileOfDay,
  rowCount: number,
): Promise<void> {
  await trx
    .updateTable('settlement_file')
    .set({ status: 'accepted', row_count: rowCount })
    .where((eb) => eb.and({ account_id: day.account_id, day_id: day.id, digest }))
    .execute();
}

/** None of what it says is kept: the same digest may come again, with what it promises. */
export async function refuseFile(
  trx: Transaction<Database>,
  { day, digest }: FileOfDay,
): Promise<void> {
  await trx
    .deleteFrom('settlement_line')
    .where((eb) => eb.and({ account_id: day.account_id, day_id: day.id, digest }))
    .execute();
  await trx
    .updateTable('settlement_file')
    .set({ status: 'refused' })
    .where((eb) => eb.and({ account_id: day.account_id, day_id: day.id, digest }))
    .execute();
}
