/** All that others may know of the workflow that proves a bank account by micro-deposits. */
import { defineSignal } from '@temporalio/workflow';
import { type AccountId, type BankAccountId, parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

/** The id is the business id: to start twice is harmless, and support needs no look-up. */
export const verificationWorkflowId = (bankAccount: BankAccountId): string =>
  `bank-account-verification:${bankAccount}`;

export interface VerificationInput {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly bankAccountId: BankAccountId;
  /** Unix seconds: when the micro-deposits leave, and until when their amounts can be entered. */
  readonly cutoffAt: number;
  readonly expiresAt: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

/**
 * The right amounts were entered, or wrong ones too often. The API has written which: amounts that
 * prove who owns an account pass through no workflow.
 */
export const verificationEndedSignal = defineSignal('verificationEnded');

interface VerificationRequest {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/** The call that an outbox row asks for: it starts the workflow, or tells the one that runs that it is over. */
export function verificationOf({ scope, objectId, payload, frozenAt }: VerificationRequest) {
  const bankAccountId = parseId('bankAccount', objectId);
  const { cutoffAt, expiresAt, hasEnded } = payload;
  invariant(
    bankAccountId !== undefined && typeof cutoffAt === 'number' && typeof expiresAt === 'number',
    'an outbox row is malformed',
  );
  const input: VerificationInput = {
    ...scope,
    bankAccountId,
    cutoffAt,
    expiresAt,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'bankAccountVerification',
    id: verificationWorkflowId(bankAccountId),
    input,
    ...(hasEnded === true && { tell: { signal: verificationEndedSignal.name, fact: {} } }),
    summary: `Proves ${bankAccountId} by micro-deposits`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: bankAccountId,
      CardwrightStatus: 'requested',
    },
  } as const;
}
