/**
 * The only writer of the ledger. The legs of a movement and the balances that they change are one
 * statement: they appear together or not at all, and whatever a statement does, it does to every
 * account once, because a statement that updates a row twice keeps only one of the two changes, and
 * says nothing.
 */
import { type RawBuilder, sql, type Transaction } from 'kysely';
import { failure } from '../../domain/errors.ts';
import type { Hold, Movement, Transfer } from '../../domain/ledger/transfer.ts';
import type { Scope } from '../../domain/scope.ts';
import { constraintOf } from '../constraint.ts';
import type { Database } from '../database.ts';

export interface ScopedMovement {
  readonly scope: Scope;
  readonly movement: Movement;
}

/**
 * Writes a movement. Its accounts were locked by `lockLedgerAccounts` before, so nothing waits here.
 *
 * @throws `lock_timeout` when another database transaction has settled the same hold: nothing was
 *   written, and the caller can look again and try again.
 */
export async function writeMovement(
  trx: Transaction<Database>,
  scope: Scope,
  movement: Movement,
): Promise<void> {
  try {
    await sql`with ${ledgerWrites([{ scope, movement }])} select from balanced`.execute(trx);
  } catch (cause) {
    if (constraintOf(cause) !== 'ledger_transfer_settles_a_pending_one_once') throw cause;
    throw failure('lock_timeout', { object: 'authorization' }, { cause });
  }
}

/**
 * The common table expressions that write any number of movements, of any accounts: for a statement
 * that writes what they belong to as well, in one round trip. A movement may not settle a hold that
 * another of the same statement opens.
 */
export function ledgerWrites(movements: readonly ScopedMovement[]): RawBuilder<unknown> {
  return sql`
    leg as (select * from ${legs(movements)}),
    -- Balances follow from what was inserted, so that the insert, with its checks, comes first.
    written as (
      insert into ledger_transfer
        (account_id, livemode, movement, leg, phase, code, debit_id, credit_id, amount, currency,
         pending_movement, pending_leg, pending_amount, authorization_id, issuing_transaction_id,
         source_id, created_at)
      select * from leg
      returning account_id, debit_id, credit_id,
        case phase when 'pending' then amount else -coalesce(pending_amount, 0) end as pending,
        case when phase in ('posted', 'post_pending') then amount else 0 end as posted
    ),
    change as (
      select account_id, id, sum(debits_pending) as debits_pending, sum(debits_posted) as debits_posted,
        sum(credits_pending) as credits_pending, sum(credits_posted) as credits_posted
      from (
        select account_id, debit_id, pending, posted, 0, 0 from written
        union all
        select account_id, credit_id, 0, 0, pending, posted from written
      ) as side (account_id, id, debits_pending, debits_posted, credits_pending, credits_posted)
      group by account_id, id
    ),
    balanced as (
      update ledger_account
      set debits_pending = ledger_account.debits_pending + change.debits_pending,
          debits_posted = ledger_account.debits_posted + change.debits_posted,
          credits_pending = ledger_account.credits_pending + change.credits_pending,
          credits_posted = ledger_account.credits_posted + change.credits_posted
      from change
      where ledger_account.account_id = change.account_id and ledger_account.id = change.id
      returning ledger_account.id
    )`;
}

interface Leg extends ScopedMovement {
  readonly number: number;
  readonly transfer: Transfer;
}

function legs(movements: readonly ScopedMovement[]): RawBuilder<unknown> {
  const all = movements.flatMap(({ scope, movement }) =>
    movement.transfers.map((transfer, number): Leg => ({ scope, movement, number, transfer })),
  );
  const column = <T>(pick: (leg: Leg) => T): T[] => all.map(pick);
  return sql`unnest(
    ${column(({ scope }) => scope.accountId)}::text[],
    ${column(({ scope }) => scope.livemode)}::boolean[],
    ${column(({ movement }) => movement.id)}::text[],
    ${column(({ number }) => number)}::smallint[],
    ${column(({ transfer }) => transfer.phase)}::text[],
    ${column(({ transfer }) => transfer.code)}::text[],
    ${column(({ transfer }) => transfer.debit)}::text[],
    ${column(({ transfer }) => transfer.credit)}::text[],
    ${column(({ transfer }) => transfer.amount.minor)}::bigint[],
    ${column(({ transfer }) => transfer.amount.currency)}::text[],
    ${column(({ transfer }) => settledBy(transfer)?.ref.movement ?? null)}::text[],
    ${column(({ transfer }) => settledBy(transfer)?.ref.leg ?? null)}::smallint[],
    ${column(({ transfer }) => settledBy(transfer)?.amount.minor ?? null)}::bigint[],
    ${column(({ movement }) => movement.authorizationId ?? null)}::text[],
    ${column(({ movement }) => movement.issuingTransactionId ?? null)}::text[],
    ${column(({ movement }) => movement.sourceId ?? null)}::text[],
    ${column(({ movement }) => movement.at)}::timestamptz[]
  )`;
}

const settledBy = (transfer: Transfer): Hold | undefined =>
  'settles' in transfer ? transfer.settles : undefined;
