/** What each row of the outbox starts or tells. */
import { unreachable } from '../domain/invariant.ts';
import type { Scope } from '../domain/scope.ts';
import { screeningOf } from './cardholder-screening/contract.ts';
import { endpointWorkflowOf } from './webhook-endpoint/contract.ts';

interface Entry {
  readonly kind: 'cardholder_screening' | 'webhook_endpoint';
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The call to Temporal that a row asks for. It may be made any number of times. */
export function workflowStartOf(entry: Entry) {
  switch (entry.kind) {
    case 'cardholder_screening':
      return screeningOf(entry);
    case 'webhook_endpoint':
      return endpointWorkflowOf(entry);
    default:
      return unreachable(entry.kind);
  }
}
