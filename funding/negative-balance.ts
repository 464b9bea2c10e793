import { negativeBalanceToWire } from '../api/wire/negative-balance.ts';
import type { LedgerAccountRow } from '../db/tables/ledger.ts';
import { recordEvent } from '../db/events/record.ts';
import {
  findOpenOf,
  getNegativeBalance,
  lockNegativeBalance,
  openNegativeBalance,
  updateNegativeBalance,
} from '../db/funding/negative-balances.ts';
import { lockLedgerAccount } from '../db/ledger/lock-ledger-account.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import { enqueue } from '../db/outbox/enqueue.ts';
import type { NegativeBalanceRow } from '../db/tables/push-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { LedgerAccountId, NegativeBalanceId } from '../domain/ids.ts';
import { available, CODE_OF_BALANCE } from '../domain/ledger/accounts.ts';
import { writeOff } from '../domain/ledger/templates.ts';
import { money } from '../domain/money.ts';

/**
 * For whoever may have driven a balance below zero, or out of there: after the movement, in its database
 * transaction. What was found is followed by a workflow; a second call finds it followed.
 */
export async function followBalance(
  work: UnitOfWork,
  ledgerAccountId: LedgerAccountId,
): Promise<void> {
  const ledgerAccount = await lockLedgerAccount(work, ledgerAccountId);
  const missing = -availableOf(ledgerAccount);
  const standing =
    missing > 0n
      ? await opened(work, ledgerAccount, missing)
      : await findOpenOf(work.trx, work.scope, ledgerAccountId);
  if (!standing) return;
  const beganAt = Math.floor(standing.created_at.getTime() / 1000);
  await enqueue(work, { kind: 'negative_balance', objectId: standing.id, payload: { beganAt } });
}

async function opened(
  work: UnitOfWork,
  { id, code, currency }: LedgerAccountRow,
  missing: bigint,
): Promise<NegativeBalanceRow | undefined> {
  const row = await openNegativeBalance(work, {
    ledger_account_id: id,
    balance_type: code === CODE_OF_BALANCE.payments ? 'payments' : 'issuing',
    currency,
    amount: missing,
  });
  if (row)
    await recordEvent(work, {
      type: 'negative_balance.opened',
      object: negativeBalanceToWire(row),
    });
  return row;
}

/** Ends it when the balance is not below zero any more. Answers with what stands. */
export async function seeNegativeBalance(
  work: UnitOfWork,
  id: NegativeBalanceId,
): Promise<NegativeBalanceRow> {
  const { row, missing } = await lockBoth(work, id);
  if (row.status !== 'open' || missing > 0n) return row;
  return resolve(work, id, { status: 'recovered' });
}

/** Tells the account, once for each number. */
export async function remindOfNegativeBalance(
  work: UnitOfWork,
  id: NegativeBalanceId,
  reminder: number,
): Promise<NegativeBalanceRow> {
  const row = await lockNegativeBalance(work.trx, work.scope, id);
  if (row.status !== 'open' || row.reminders >= reminder) return row;
  const reminded = await updateNegativeBalance(work, id, { reminders: reminder });
  const object = negativeBalanceToWire(reminded);
  await recordEvent(work, { type: 'negative_balance.reminded', object });
  return reminded;
}

/** Fills what is missing now from our own pocket: money that came in meanwhile is not given back. */
export async function writeOffNegativeBalance(
  work: UnitOfWork,
  id: NegativeBalanceId,
): Promise<NegativeBalanceRow> {
  const { row, missing } = await lockBoth(work, id);
  if (row.status !== 'open') return row;
  if (missing <= 0n) return resolve(work, id, { status: 'recovered' });
  const books = await lockLedgerAccounts(work, row.currency, ['write_offs']);
  const accounts = { writeOffs: books.write_offs.id, balance: row.ledger_account_id };
  const transfers = writeOff(accounts, money(missing, row.currency));
  await writeMovement(work.trx, work.scope, { id: work.unique(), at: work.now, transfers });
  return resolve(work, id, { status: 'written_off', written_off: missing });
}

type Outcome =
  | { readonly status: 'recovered' }
  | { readonly status: 'written_off'; readonly written_off: bigint };

async function resolve(
  work: UnitOfWork,
  id: NegativeBalanceId,
  outcome: Outcome,
): Promise<NegativeBalanceRow> {
  const row = await updateNegativeBalance(work, id, { ...outcome, resolved_at: work.now });
  const object = negativeBalanceToWire(row);
  await recordEvent(work, { type: 'negative_balance.resolved', object });
  return row;
}

/** The books before the row, as everywhere. */
async function lockBoth(work: UnitOfWork, id: NegativeBalanceId) {
  const { ledger_account_id } = await getNegativeBalance(work.trx, work.scope, id);
  const missing = -availableOf(await lockLedgerAccount(work, ledger_account_id));
  return { row: await lockNegativeBalance(work.trx, work.scope, id), missing };
}

const availableOf = (row: LedgerAccountRow): bigint =>
  available({
    creditsPosted: row.credits_posted,
    creditsPending: row.credits_pending,
    debitsPosted: row.debits_posted,
    debitsPending: row.debits_pending,
  });
