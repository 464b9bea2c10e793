import type { WorkDeps } from '../authorizer/unit-of-work.ts';
import { getBankAccount } from '../db/bank-accounts/get.ts';
import { markErrored } from '../db/bank-accounts/mark-errored.ts';
import { getPayout } from '../db/payouts/get.ts';
import type { PayoutRow } from '../db/tables/payout.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { AccountId, PayoutId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import { money } from '../domain/money.ts';
import type { PayoutFailureCode, PayoutStatus } from '../domain/payout/payout.ts';
import type { Scope } from '../domain/scope.ts';
import { cancel, claim, confirm, fail, sendOff } from '../funding/advance-payout.ts';
import { coordinatesOf } from '../funding/bank-account.ts';
import type { Bank, CreditStatus, DebitStatus } from '../providers/bank/port.ts';
import { inUnitOfWork } from './unit-of-work.ts';

export interface PayoutDeps extends WorkDeps {
  readonly bank: Bank;
}

interface OnePayout {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly payoutId: PayoutId;
}

export interface FollowedPayout {
  readonly status: PayoutStatus;
  /** Unix seconds: when the bank knows more. Absent: it has said its last word. */
  readonly askAgainAt?: number;
}

/** Each may run twice, or run and lose its answer: what it does has to be the same as once. */
export function createPayoutActivities(deps: PayoutDeps) {
  return {
    /** Gives it to the bank, which knows a repetition by its key. */
    async submitPayout({ payoutId, ...scope }: OnePayout): Promise<FollowedPayout> {
      const payout = await inUnitOfWork(deps, scope, (work) => claim(work, payoutId));
      if (payout.status !== 'pending') return { status: payout.status };
      const reference = await submit(deps, scope, payout);
      const { status } = await inUnitOfWork(deps, scope, (work) =>
        sendOff(work, payoutId, reference),
      );
      return { status };
    },

    /** Asks the bank what has become of it, and books that. */
    async followPayout({
      payoutId,
      at,
      ...scope
    }: OnePayout & { readonly at: number }): Promise<FollowedPayout> {
      const payout = await getPayout(deps.db, scope, payoutId);
      const { status, bank_reference: reference } = payout;
      if (status === 'canceled' || status === 'failed') return { status };
      invariant(reference !== null, `${payoutId} is followed before it is at the bank`);
      const question = { scope, reference, at };
      const said: CreditStatus | DebitStatus =
        payout.original_payout_id === null
          ? await deps.bank.creditStatus(question)
          : await deps.bank.debitStatus(question);
      if (said.status === 'pending') return { status, askAgainAt: said.askAgainAt };
      if (said.status === 'returned') {
        await inUnitOfWork(deps, scope, (work) => giveBack(work, payout, said.code));
        return { status: 'failed' };
      }
      await inUnitOfWork(deps, scope, (work) => confirm(work, payoutId));
      const { askAgainAt } = said;
      return { status: 'paid', ...(askAgainAt !== undefined && { askAgainAt }) };
    },

    /** Answers with the status that stands afterwards, which may be a later one. */
    async cancelPayout({ payoutId, ...scope }: OnePayout): Promise<PayoutStatus> {
      const { status } = await inUnitOfWork(deps, scope, (work) => cancel(work, payoutId));
      return status;
    },
  };
}

/** Reads the account number itself: it passes through no workflow. */
async function submit(deps: PayoutDeps, scope: Scope, payout: PayoutRow): Promise<string> {
  const account = await getBankAccount(deps.db, scope, payout.destination_id);
  const order = {
    scope,
    idempotencyKey: `payout:${payout.id}`,
    account: coordinatesOf(deps.keyring, account),
    amount: money(payout.amount, payout.currency),
    timetable: { cutoffAt: unix(payout.cutoff_at), doneAt: unix(payout.arrives_at) },
    statementDescriptor: payout.statement_descriptor,
  };
  return payout.original_payout_id === null
    ? deps.bank.submitCredit(order)
    : deps.bank.submitDebit(order);
}

/** Nothing more is sent to an account that gave a payout back. */
async function giveBack(
  work: UnitOfWork,
  { id, destination_id, original_payout_id: original }: PayoutRow,
  code: PayoutFailureCode,
): Promise<void> {
  await fail(work, id, code);
  if (original === null) await markErrored(work, destination_id);
}

const unix = (at: Date): number => Math.floor(at.getTime() / 1000);
