import { type Kysely, sql } from 'kysely';
import type { NetLeg } from '../../domain/settlement/netting.ts';
import type { Database } from '../database.ts';

/** What each account has cleared on a day, in each currency. Positive: owed to the network. */
export async function sumCleared(db: Kysely<Database>, day: string): Promise<readonly NetLeg[]> {
  const rows = await db
    .selectFrom('issuing_transaction')
    .select((eb) => [
      'account_id as accountId',
      'currency',
      sql<bigint>`-sum(amount)::bigint`.as('amount'),
      eb.fn.countAll<bigint>().as('count'),
    ])
    .where('settlement_day', '=', day)
    .groupBy(['account_id', 'currency'])
    .orderBy('account_id')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

export interface PresentedClearing {
  readonly reference: string;
  /** Positive: owed to the network. */
  readonly amount: bigint;
  readonly currency: string;
  readonly clearedAt: Date;
}

/** The clearings of a day, one page at a time, by reference: a day of any size is read in bounded memory. */
export async function* clearingsOf(
  db: Kysely<Database>,
  day: string,
  pageSize = 1_000,
): AsyncGenerator<PresentedClearing> {
  for (let after = ''; ;) {
    const { rows } = await sql<PresentedClearing>`
      select acquirer_reference as reference, -amount as amount, currency, created_at as "clearedAt"
      from issuing_transaction
      where settlement_day = ${day} and acquirer_reference > ${after}
      order by acquirer_reference limit ${pageSize}`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.reference;
  }
}
