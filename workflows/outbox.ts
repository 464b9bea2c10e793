/** What each row of the outbox starts or tells. */
import type { Scope } from '../domain/scope.ts';
import { fulfillmentOf } from './card-fulfillment/contract.ts';
import { verificationOf } from './bank-account-verification/contract.ts';
import { balanceTransferOf } from './balance-transfer/contract.ts';
import { bankCreditOf } from './bank-credit/contract.ts';
import { screeningOf } from './cardholder-screening/contract.ts';
import { designReviewOf } from './design-review/contract.ts';
import { lowBalanceOf } from './low-balance/contract.ts';
import { negativeBalanceOf } from './negative-balance/contract.ts';
import { settlementOf } from './network-settlement/contract.ts';
import { payoutOf } from './payout/contract.ts';
import { testClockOf } from './test-clock/contract.ts';
import { topupOf } from './topup/contract.ts';
import { endpointWorkflowOf } from './webhook-endpoint/contract.ts';

export interface Entry {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Unix seconds. Absent: the account lives in real time. */
  readonly frozenAt?: number;
}

/** A kind of row, and the workflow that it starts. Its id is the name here and the id of the object. */
const WORKFLOWS = {
  balance_transfer: { name: 'balance-transfer', startOf: balanceTransferOf },
  bank_account_verification: { name: 'bank-account-verification', startOf: verificationOf },
  bank_credit: { name: 'bank-credit', startOf: bankCreditOf },
  card_fulfillment: { name: 'card-fulfillment', startOf: fulfillmentOf },
  cardholder_screening: { name: 'cardholder-screening', startOf: screeningOf },
  design_review: { name: 'design-review', startOf: designReviewOf },
  low_balance: { name: 'low-balance', startOf: lowBalanceOf },
  negative_balance: { name: 'negative-balance', startOf: negativeBalanceOf },
  network_settlement: { name: 'settlement', startOf: settlementOf },
  payout: { name: 'payout', startOf: payoutOf },
  test_clock: { name: 'test-clock', startOf: testClockOf },
  topup: { name: 'topup', startOf: topupOf },
  webhook_endpoint: { name: 'webhook-endpoint', startOf: endpointWorkflowOf },
} as const;
type WorkflowKind = keyof typeof WORKFLOWS;

/** The call to Temporal that a row asks for. It may be made any number of times. */
export const workflowStartOf = (entry: Entry & { readonly kind: WorkflowKind }) =>
  WORKFLOWS[entry.kind].startOf(entry);

/** Under which id the workflow of a row runs. */
export const workflowIdOf = (kind: WorkflowKind, objectId: string): string =>
  `${WORKFLOWS[kind].name}:${objectId}`;

const isKind = (name: string): name is WorkflowKind => Object.hasOwn(WORKFLOWS, name);

/** The other way round, for who finds a workflow and asks what it works for. */
export function rowOfWorkflow(
  workflowId: string,
): { readonly kind: WorkflowKind; readonly objectId: string } | undefined {
  const kind = Object.keys(WORKFLOWS)
    .filter(isKind)
    .find((each) => workflowId.startsWith(`${WORKFLOWS[each].name}:`));
  return kind && { kind, objectId: workflowId.slice(WORKFLOWS[kind].name.length + 1) };
}
