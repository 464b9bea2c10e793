import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import { getBankCredit } from '../../db/funding/bank-credits.ts';
import type { BankCreditRow } from '../../db/tables/push-funding.ts';
import type { AccountId, BankCreditId } from '../../domain/ids.ts';
import { money } from '../../domain/money.ts';
import { attachBankCredit, beginReturn, finishReturn } from '../../funding/place-bank-credit.ts';
import type { Bank } from '../../providers/bank/port.ts';
import type { BankCreditStanding } from '../../workflows/bank-credit/contract.ts';
import type { RemindDeps } from '../remind.ts';
import { inUnitOfWork } from '../unit-of-work.ts';

export interface BankCreditDeps extends RemindDeps, WorkDeps {
  readonly bank: Bank;
}

interface OneCredit {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly bankCreditId: BankCreditId;
}

/** Each goes forward only, and answers with what stands: to run twice, or to lose the answer, is the same as once. */
export function createBankCreditActivities(deps: BankCreditDeps) {
  return {
    async readBankCredit({ bankCreditId, ...scope }: OneCredit): Promise<BankCreditStanding> {
      return standing(await getBankCredit(deps.db, scope, bankCreditId));
    },

    async attachBankCredit({
      bankCreditId,
      creditedAccountId,
      ...scope
    }: OneCredit & { readonly creditedAccountId: AccountId }): Promise<BankCreditStanding> {
      const placement = { bankCreditId, creditedAccountId };
      return inUnitOfWork(deps, scope, async (work) =>
        standing(await attachBankCredit(deps, work, placement)),
      );
    },

    async beginBankReturn({ bankCreditId, ...scope }: OneCredit): Promise<BankCreditStanding> {
      return inUnitOfWork(deps, scope, async (work) =>
        standing(await beginReturn(work, bankCreditId)),
      );
    },

    async sendBankReturn({ bankCreditId, ...scope }: OneCredit): Promise<string> {
      const row = await getBankCredit(deps.db, scope, bankCreditId);
      return deps.bank.returnCredit({
        scope,
        idempotencyKey: `return:${bankCreditId}`,
        bankReference: row.bank_reference,
        amount: money(row.amount, row.currency),
      });
    },

    async finishBankReturn({
      bankCreditId,
      returnReference,
      ...scope
    }: OneCredit & { readonly returnReference: string }): Promise<BankCreditStanding> {
      return inUnitOfWork(deps, scope, async (work) =>
        standing(await finishReturn(work, bankCreditId, returnReference)),
      );
    },

    async remindOfBankCredit({
      bankCreditId,
      reminder,
    }: OneCredit & { readonly reminder: number }): Promise<void> {
      deps.remind({ workflow: 'bankCredit', objectId: bankCreditId, reminder });
    },
  };
}

const standing = ({ status }: BankCreditRow): BankCreditStanding => ({ status });
