/** All that others may know of the workflow that brings money to the other balance of an account. */
import { defineQuery } from '@temporalio/workflow';
import type { BalanceTransferStatus } from '../../domain/balance-transfer/balance-transfer.ts';
import { type AccountId, type BalanceTransferId, parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

const balanceTransferWorkflowId = (transfer: BalanceTransferId): string =>
  `balance-transfer:${transfer}`;

export interface BalanceTransferInput {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly balanceTransferId: BalanceTransferId;
  /** Unix seconds: input, so that a change of the calendar moves no transfer that is under way. */
  readonly arrivesAt: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

/** Queries are nouns: they change nothing. */
export const balanceTransferQuery = defineQuery<BalanceTransferStatus>('balanceTransfer');

interface BalanceTransferRequest {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/** The call that an outbox row asks for: a transfer is started once. */
export function balanceTransferOf({ scope, objectId, payload, frozenAt }: BalanceTransferRequest) {
  const balanceTransferId = parseId('balanceTransfer', objectId);
  const { arrivesAt } = payload;
  invariant(
    balanceTransferId !== undefined && typeof arrivesAt === 'number',
    'an outbox row is malformed',
  );
  const input: BalanceTransferInput = {
    ...scope,
    balanceTransferId,
    arrivesAt,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'balanceTransfer',
    id: balanceTransferWorkflowId(balanceTransferId),
    input,
    summary: `Brings ${balanceTransferId} to its balance`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: balanceTransferId,
      CardwrightStatus: 'pending',
    },
  } as const;
}
