import { lockAuthorization } from '../db/authorizations/get.ts';
import { recordStep } from '../db/authorizations/record-step.ts';
import type { IssuingAuthorizationRow } from '../db/database.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { findHold } from '../db/ledger/find-hold.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { Standing, Step } from '../domain/authorization/life.ts';
import type { IssuingTransactionId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { CardAccounts } from '../domain/ledger/templates.ts';
import { type Movement, openedHold } from '../domain/ledger/transfer.ts';
import { money } from '../domain/money.ts';

/** A locked authorization, the books of its currency, and how it stands. */
export interface Locked {
  readonly authorization: IssuingAuthorizationRow;
  readonly accounts: CardAccounts;
  readonly standing: Standing;
}

/** Locks the authorization and then the ledger accounts, so that steps on it follow one another. */
export async function lockStanding(work: UnitOfWork, id: string): Promise<Locked> {
  const authorization = await lockAuthorization(work.trx, work.scope, id);
  const { status, approved, currency, amount, hold_movement, hold_leg } = authorization;
  const codes = ['issuing_balance', 'network_settlement'] as const;
  const books = await lockLedgerAccounts(work, currency, codes);
  const accounts = { funds: books.issuing_balance.id, settlement: books.network_settlement.id };
  const standing = { status, approved, amount: money(amount, currency) };
  if (hold_movement === null || hold_leg === null) return { authorization, accounts, standing };
  const ref = { movement: hold_movement, leg: hold_leg };
  const hold = await findHold(work.trx, work.scope, ref);
  invariant(hold, `the open hold of ${authorization.id} stands in the ledger`);
  return { authorization, accounts, standing: { ...standing, hold } };
}

/** A step, and the movement that its money moves in. */
type BookedStep = Step & {
  readonly movement: string;
  readonly issuingTransactionId?: IssuingTransactionId;
};

/** Writes a step of a locked authorization and moves its money. */
export async function takeStep(
  work: UnitOfWork,
  { authorization }: Locked,
  { status, amount, transfers, movement: id, issuingTransactionId }: BookedStep,
): Promise<void> {
  const movement: Movement = {
    id,
    at: work.now,
    authorizationId: authorization.id,
    ...(issuingTransactionId && { issuingTransactionId }),
    transfers,
  };
  if (transfers.length > 0) await writeMovement(work.trx, work.scope, movement);
  const hold = openedHold(movement)?.ref;
  await recordStep(work, authorization.id, { status, amount: amount.minor, hold });
}
