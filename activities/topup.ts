import type { WorkDeps } from '../authorizer/unit-of-work.ts';
import { getBankAccount } from '../db/bank-accounts/get.ts';
import type { TopupRow } from '../db/tables/pull-funding.ts';
import { getTopup } from '../db/topups/get.ts';
import type { ReturnCode } from '../domain/bank-account/return-code.ts';
import type { AccountId, TopupId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import { money } from '../domain/money.ts';
import { coordinatesOf } from '../funding/bank-account.ts';
import {
  cancelTopup,
  claimTopup,
  failTopup,
  noteBankReference,
  reverseTopup,
  settleTopup,
} from '../funding/move-top-up.ts';
import type { Bank, DebitStatus } from '../providers/bank/port.ts';
import type { TopupStanding } from '../workflows/topup/contract.ts';
import { inUnitOfWork } from './unit-of-work.ts';

export interface TopupDeps extends WorkDeps {
  readonly bank: Bank;
}

interface OneTopup {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly topupId: TopupId;
}

/** Each may run twice, or run and lose its answer: what it does has to be the same as once. */
export function createTopupActivities(deps: TopupDeps) {
  const { db, keyring, bank } = deps;
  return {
    async cancelTopup({ topupId, ...scope }: OneTopup): Promise<TopupStanding> {
      return standing(await inUnitOfWork(deps, scope, (work) => cancelTopup(work, topupId)));
    },

    /**
     * Three steps, of which each may be the last one that happened: nobody can cancel it any more; the
     * bank has it, once, under its key; its reference is known.
     */
    async submitTopup({ topupId, ...scope }: OneTopup): Promise<TopupStanding> {
      const topup = await inUnitOfWork(deps, scope, (work) => claimTopup(work, topupId));
      if (topup.status !== 'pending' || topup.bank_reference !== null) return standing(topup);
      const bankAccount = await getBankAccount(db, scope, topup.bank_account_id);
      const reference = await bank.submitDebit({
        scope,
        idempotencyKey: `topup:${topupId}`,
        account: coordinatesOf(keyring, bankAccount),
        amount: money(topup.amount, topup.currency),
        timetable: { cutoffAt: seconds(topup.cutoff_at), doneAt: seconds(topup.available_at) },
        statementDescriptor: topup.statement_descriptor,
      });
      return standing(
        await inUnitOfWork(deps, scope, (work) => noteBankReference(work, topupId, reference)),
      );
    },

    async readTopupDebit({
      topupId,
      at,
      ...scope
    }: OneTopup & { readonly at: number }): Promise<DebitStatus> {
      const { bank_reference: reference } = await getTopup(db, scope, topupId);
      invariant(reference !== null, 'the bank is asked about what it was given');
      return bank.debitStatus({ scope, reference, at });
    },

    async settleTopup({ topupId, ...scope }: OneTopup): Promise<TopupStanding> {
      return standing(await inUnitOfWork(deps, scope, (work) => settleTopup(work, topupId)));
    },

    async failTopup({ topupId, code, ...scope }: ReturnedTopup): Promise<TopupStanding> {
      return standing(await inUnitOfWork(deps, scope, (work) => failTopup(work, topupId, code)));
    },

    async reverseTopup({ topupId, code, ...scope }: ReturnedTopup): Promise<TopupStanding> {
      return standing(await inUnitOfWork(deps, scope, (work) => reverseTopup(work, topupId, code)));
    },
  };
}

type ReturnedTopup = OneTopup & { readonly code: ReturnCode };

const standing = ({ status }: TopupRow): TopupStanding => ({ status });

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
