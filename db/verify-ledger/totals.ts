import { type Kysely, sql } from 'kysely';
import type { Currency } from '../../domain/money.ts';
import type { Database } from '../database.ts';

/** The sums over all ledger accounts of one currency and mode, in minor units. */
export interface CurrencyTotals {
  readonly currency: Currency;
  readonly livemode: boolean;
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
}

export async function currencyTotals(db: Kysely<Database>): Promise<readonly CurrencyTotals[]> {
  const { rows } = await sql<CurrencyTotals>`
    select currency, livemode,
      sum(debits_pending)::bigint as "debitsPending",
      sum(debits_posted)::bigint as "debitsPosted",
      sum(credits_pending)::bigint as "creditsPending",
      sum(credits_posted)::bigint as "creditsPosted"
    from ledger_account group by currency, livemode order by currency, livemode
  `.execute(db);
  return rows;
}
