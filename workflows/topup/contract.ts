/** All that others may know of the workflow that pulls money from a bank account. */
import { defineUpdate } from '@temporalio/workflow';
import { type AccountId, parseId, type TopupId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import type { TopupStatus } from '../../domain/topup/topup.ts';

/** The id is the business id: to start twice is harmless, and support needs no look-up. */
export const topupWorkflowId = (topup: TopupId): string => `topup:${topup}`;

export interface TopupInput {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly topupId: TopupId;
  /** Unix seconds: the bank's cut-off. Until then it can be canceled. */
  readonly cutoffAt: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

export interface TopupStanding {
  readonly status: TopupStatus;
}

/** Answers once the top-up is canceled, and is refused once the bank may have it. */
export const cancelTopupUpdate = defineUpdate<TopupStanding>('cancelTopup');

interface TopupRequest {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/** The call that an outbox row asks for. It may be sent any number of times: one top-up is one workflow, for ever. */
export function topupOf({ scope, objectId, payload, frozenAt }: TopupRequest) {
  const topupId = parseId('topup', objectId);
  const { cutoffAt } = payload;
  invariant(topupId !== undefined && typeof cutoffAt === 'number', 'an outbox row is malformed');
  const input: TopupInput = {
    ...scope,
    topupId,
    cutoffAt,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'topup',
    id: topupWorkflowId(topupId),
    input,
    summary: `Pulls money for ${topupId}`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: topupId,
      CardwrightStatus: 'pending',
    },
  } as const;
}
