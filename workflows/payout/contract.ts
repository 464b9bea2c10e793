/** All that others may know of the workflow that follows a payout to the bank and back. */
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import { type AccountId, parseId, type PayoutId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { PayoutStatus } from '../../domain/payout/payout.ts';
import type { Scope } from '../../domain/scope.ts';

const payoutWorkflowId = (payout: PayoutId): string => `payout:${payout}`;

export interface PayoutInput {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly payoutId: PayoutId;
  /** Unix seconds: then it goes to the bank. */
  readonly cutoffAt: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

/** Updates are commands (imperative): they can be refused, and the caller learns their fate. */
export const cancelPayoutUpdate = defineUpdate<PayoutStatus>('cancelPayout');

/** Queries are nouns: they change nothing. */
export const payoutQuery = defineQuery<PayoutStatus>('payout');

interface PayoutRequest {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/** The call that an outbox row asks for: a payout is started once. */
export function payoutOf({ scope, objectId, payload, frozenAt }: PayoutRequest) {
  const payoutId = parseId('payout', objectId);
  const { cutoffAt } = payload;
  invariant(payoutId !== undefined && typeof cutoffAt === 'number', 'an outbox row is malformed');
  const input: PayoutInput = {
    ...scope,
    payoutId,
    cutoffAt,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'payout',
    id: payoutWorkflowId(payoutId),
    input,
    summary: `Pays out ${payoutId}`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: payoutId,
      CardwrightStatus: 'pending',
    },
  } as const;
}
