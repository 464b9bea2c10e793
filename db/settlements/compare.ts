import { type Kysely, sql } from 'kysely';
import type { AccountId, IssuingTransactionId } from '../../domain/ids.ts';
import type { Currency } from '../../domain/money.ts';
import type { Claim } from '../../domain/settlement/break.ts';
import type { Database } from '../database.ts';
import type { ClaimJson, SettlementDayRow } from '../tables/settlement.ts';

/** All that is said under one reference. */
export interface Comparison {
  readonly reference: string;
  /** Absent: we have not cleared it. */
  readonly ours?: Claim & {
    readonly accountId: AccountId;
    readonly transactionId: IssuingTransactionId;
    readonly currency: Currency;
  };
  /** What accepted files say, each thing once, in an order of its own. */
  readonly told: readonly Claim[];
}

interface Row {
  readonly reference: string;
  readonly account_id: AccountId | null;
  readonly id: IssuingTransactionId;
  readonly amount: bigint;
  readonly currency: Currency;
  readonly told: readonly ClaimJson[] | null;
}

/**
 * Our clearings of a day and the network's lines for it, one page at a time, by reference: the next thousand
 * references of either side, and all that is said under them. Both sides are read by an index.
 */
export async function* comparisonsOf(
  db: Kysely<Database>,
  day: Pick<SettlementDayRow, 'account_id' | 'id'>,
  pageSize = 1_000,
): AsyncGenerator<readonly Comparison[]> {
  for (let after = ''; ;) {
    const { rows } = await sql<Row>`
      with named as (
        (select acquirer_reference as reference from issuing_transaction
         where settlement_day = ${day.id} and acquirer_reference > ${after}
         order by 1 limit ${pageSize})
        union
        (select distinct reference from settlement_line
         where account_id = ${day.account_id} and day_id = ${day.id} and reference > ${after}
         order by 1 limit ${pageSize})
        order by 1 limit ${pageSize}
      )
      select named.reference, ours.account_id, ours.id, -ours.amount as amount, ours.currency, told.told
      from named
      left join issuing_transaction ours
        on ours.settlement_day = ${day.id} and ours.acquirer_reference = named.reference
      left join lateral (
        select jsonb_agg(distinct jsonb_build_object('amount', line.amount::text, 'currency', line.currency)) as told
        from settlement_line line
        join settlement_file file using (account_id, day_id, digest)
        where line.account_id = ${day.account_id} and line.day_id = ${day.id}
          and line.reference = named.reference and file.status = 'accepted'
      ) told on true
      order by named.reference`.execute(db);
    yield rows.map(toComparison);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.reference;
  }
}

function toComparison({ reference, account_id, id, amount, currency, told }: Row): Comparison {
  const claims = (told ?? []).map((claim) => ({ ...claim, amount: BigInt(claim.amount) }));
  if (account_id === null) return { reference, told: claims };
  const ours = { accountId: account_id, transactionId: id, amount, currency };
  return { reference, ours, told: claims };
}
