import type { AuthorizationStatus } from '../../domain/authorization/authorization.ts';
import type { AuthorizationId } from '../../domain/ids.ts';
import type { TransferRef } from '../../domain/ledger/transfer.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

export interface RecordedStep {
  readonly status: AuthorizationStatus;
  readonly amount: bigint;
  /** The hold that is open after the step. */
  readonly hold: TransferRef | undefined;
}

/** Writes how a locked authorization stands after a step. The money moves beside it, by its movement. */
export async function recordStep(
  { trx, scope }: UnitOfWork,
  id: AuthorizationId,
  { status, amount, hold }: RecordedStep,
): Promise<void> {
  await trx
    .updateTable('issuing_authorization')
    .set({
      status,
      amount,
      // A purchase is in the card's currency, so that what is left of it is the same on both sides.
      merchant_amount: amount,
      hold_movement: hold?.movement ?? null,
      hold_leg: hold?.leg ?? null,
    })
    .where((eb) => eb.and({ ...owned(scope), id }))
    .execute();
}
