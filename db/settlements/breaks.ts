import type { Kysely, Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import type { AccountId, IssuingTransactionId, SettlementBreakId } from '../../domain/ids.ts';
import type { BreakKind, BreakResolution, Claim } from '../../domain/settlement/break.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { toJson } from '../json.ts';
import type { SettlementBreakRow, SettlementDayRow } from '../tables/settlement.ts';
import { newId, type UnitOfWork } from '../unit-of-work.ts';

export interface NewBreak {
  readonly kind: BreakKind;
  readonly reference: string;
  /** The clearing of ours that it is about. */
  readonly transaction?: {
    readonly accountId: AccountId;
    readonly transactionId: IssuingTransactionId;
  };
  readonly ours: readonly Claim[];
  readonly theirs: readonly Claim[];
  readonly leftOut: boolean;
}

/**
 * Names each once: a difference that is known already changes nothing, and stays resolved when it is.
 * @returns how many are new.
 */
export async function insertBreaks(
  work: UnitOfWork,
  day: Pick<SettlementDayRow, 'id'>,
  breaks: readonly NewBreak[],
): Promise<number> {
  if (breaks.length === 0) return 0;
  const rows = breaks.map(({ kind, reference, transaction, ours, theirs, leftOut }) => ({
    ...owned(work.scope),
    id: newId(work, 'settlementBreak'),
    day_id: day.id,
    kind,
    reference,
    transaction_account_id: transaction?.accountId ?? null,
    transaction_id: transaction?.transactionId ?? null,
    ours: toJson(ours.map(plain)),
    theirs: toJson(theirs.map(plain)),
    left_out: leftOut,
    status: 'open' as const,
    created_at: work.now,
  }));
  const made = await work.trx
    .insertInto('settlement_break')
    .values(rows)
    .onConflict((conflict) => conflict.constraint('settlement_break_is_named_once').doNothing())
    .returning('id')
    .execute();
  return made.length;
}

const plain = ({ amount, currency }: Claim): Claim => ({ amount, currency });

/** @throws `resource_missing` */
export async function lockBreak(
  trx: Transaction<Database>,
  scope: Scope,
  id: SettlementBreakId,
): Promise<SettlementBreakRow> {
  const row = await trx
    .selectFrom('settlement_break')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), id }))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row) return row;
  throw failure('resource_missing', { object: 'settlement break', id });
}

export async function markResolved(
  { trx, scope, now }: UnitOfWork,
  id: SettlementBreakId,
  resolution: BreakResolution,
): Promise<void> {
  await trx
    .updateTable('settlement_break')
    .set({ status: 'resolved', resolution, resolved_at: now })
    .where((eb) => eb.and({ ...owned(scope), id }))
    .execute();
}

/** What a person writes about an open break, before he resolves it. */
export async function noteReason(
  db: Kysely<Database>,
  { account_id, id }: Pick<SettlementBreakRow, 'account_id' | 'id'>,
  reason: string,
): Promise<void> {
  await db
    .updateTable('settlement_break')
    .set({ reason })
    .where((eb) => eb.and({ account_id, id, status: 'open' }))
    .execute();
}

/** The currencies of a day whose total the bank has not moved as it was told. */
export async function currenciesInDoubt(
  db: Kysely<Database>,
  day: Pick<SettlementDayRow, 'account_id' | 'id'>,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('settlement_break')
    .select('reference')
    .where((eb) =>
      eb.and({
        account_id: day.account_id,
        day_id: day.id,
        kind: 'bank_total_differs',
        status: 'open',
      }),
    )
    .execute();
  return new Set(rows.map(({ reference }) => reference));
}
