import type { WorkDeps } from '../authorizer/unit-of-work.ts';
import { getVerification } from '../db/bank-account-verifications/get.ts';
import { getBankAccount } from '../db/bank-accounts/get.ts';
import type { VerificationStatus } from '../domain/bank-account/verification.ts';
import type { AccountId, BankAccountId } from '../domain/ids.ts';
import { coordinatesOf } from '../funding/bank-account.ts';
import { endVerification, keepExpected } from '../funding/verification.ts';
import type { Bank } from '../providers/bank/port.ts';
import { inUnitOfWork } from './unit-of-work.ts';

export interface BankAccountVerificationDeps extends WorkDeps {
  readonly bank: Bank;
}

interface OneBankAccount {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly bankAccountId: BankAccountId;
}

/** Each may run twice, or run and lose its answer: what it does has to be the same as once. */
export function createBankAccountVerificationActivities(deps: BankAccountVerificationDeps) {
  const { db, keyring, bank } = deps;
  return {
    /** What was sent goes from the bank into the database: it proves who owns the account. */
    async sendMicroDeposits({
      bankAccountId,
      ...scope
    }: OneBankAccount): Promise<VerificationStatus> {
      const verification = await getVerification(db, scope, bankAccountId);
      if (verification.status !== 'requested') return verification.status;
      const bankAccount = await getBankAccount(db, scope, bankAccountId);
      const sent = await bank.sendMicroDeposits({
        scope,
        idempotencyKey: `micro-deposits:${bankAccountId}`,
        account: coordinatesOf(keyring, bankAccount),
        timetable: {
          cutoffAt: seconds(verification.cutoff_at),
          doneAt: seconds(verification.arrives_at),
        },
        statementDescriptor: 'ACCTVERIFY',
      });
      return inUnitOfWork(deps, scope, (work) =>
        sent.status === 'sent'
          ? keepExpected(work, bankAccountId, {
              amounts: sent.amounts.expose(),
              descriptorCode: sent.descriptorCode.expose(),
            })
          : endVerification(work, bankAccountId, 'not_sent'),
      );
    },

    async expireVerification({
      bankAccountId,
      ...scope
    }: OneBankAccount): Promise<VerificationStatus> {
      return inUnitOfWork(deps, scope, (work) => endVerification(work, bankAccountId, 'timed_out'));
    },

    async readVerification({
      bankAccountId,
      ...scope
    }: OneBankAccount): Promise<VerificationStatus> {
      return (await getVerification(db, scope, bankAccountId)).status;
    },
  };
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
