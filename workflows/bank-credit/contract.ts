/** All that others may know of the workflow that looks after a bank transfer which nobody could place. */
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { BankCreditStatus } from '../../domain/funding/bank-credit.ts';
import { type AccountId, type BankCreditId, parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

export const bankCreditWorkflowId = (credit: BankCreditId): string => `bank-credit:${credit}`;

/** When a person who does not decide is reminded. Input, so that a replay takes the same path. */
interface ReminderPolicy {
  readonly remindEverySeconds: number;
  /** Beyond this nobody listens; the credit stays on the operator's list. */
  readonly remindersMax: number;
}

export interface BankCreditInput extends ReminderPolicy {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly bankCreditId: BankCreditId;
  /** Unix seconds: when it goes back to its sender by itself. Absent: only a person decides. */
  readonly returnAt?: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

export interface BankCreditStanding {
  readonly status: BankCreditStatus;
}

export interface Attachment {
  /** Whose Issuing balance gets it. */
  readonly accountId: AccountId;
}

/** A person knows whose it is; or nobody does, and it goes back to whoever sent it. */
export const attachUpdate = defineUpdate<BankCreditStanding, [Attachment]>('attach');
export const returnToSenderUpdate = defineUpdate<BankCreditStanding>('returnToSender');

export const bankCreditQuery = defineQuery<BankCreditStanding>('bankCredit');

const DAY = 86_400;
const REMINDERS: ReminderPolicy = { remindEverySeconds: DAY, remindersMax: 30 };

interface HeldCredit {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/** The call that an outbox row asks for: a credit that is held is looked after once. */
export function bankCreditOf({ scope, objectId, payload, frozenAt }: HeldCredit) {
  const bankCreditId = parseId('bankCredit', objectId);
  const { returnAt } = payload;
  invariant(bankCreditId !== undefined, 'an outbox row is malformed');
  const input: BankCreditInput = {
    ...scope,
    bankCreditId,
    ...(typeof returnAt === 'number' && { returnAt }),
    ...REMINDERS,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'bankCredit',
    id: bankCreditWorkflowId(bankCreditId),
    input,
    summary: `Looks after ${bankCreditId}, which nobody could place`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: bankCreditId,
      CardwrightStatus: 'held',
    },
  } as const;
}
