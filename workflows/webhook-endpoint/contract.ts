/** All that others may know of the workflow that brings events to a webhook endpoint. */
import { defineSignal } from '@temporalio/workflow';
import { type AccountId, parseId, type WebhookEndpointId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

/** The id is the business id: to start twice is harmless, and support needs no look-up. */
export const webhookEndpointId = (endpoint: WebhookEndpointId): string =>
  `webhook-endpoint:${endpoint}`;

/**
 * Where deliveries are made: apart from all other activities, because they wait for other people's
 * servers, and there may be many of them.
 */
export const deliveryQueue = (taskQueue: string): string => `${taskQueue}-deliveries`;

export interface WebhookEndpointInput {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly endpointId: WebhookEndpointId;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

/** Events were written, or the endpoint was changed: look again. It carries nothing, so it may be lost or repeated. */
export const workArrivedSignal = defineSignal('workArrived');

interface EndpointCall {
  readonly scope: Scope;
  readonly objectId: string;
  readonly frozenAt?: number;
}

/** Starts an endpoint's workflow, or tells it to look again when it runs: any number of times. */
export function endpointWorkflowOf({ scope, objectId, frozenAt }: EndpointCall) {
  const endpointId = parseId('webhookEndpoint', objectId);
  invariant(endpointId !== undefined, 'an outbox row is malformed');
  const input: WebhookEndpointInput = {
    ...scope,
    endpointId,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'webhookEndpoint',
    id: webhookEndpointId(endpointId),
    input,
    tell: { signal: workArrivedSignal.name, fact: {} },
    summary: `Delivers events to ${endpointId}`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: endpointId,
      CardwrightStatus: 'delivering',
    },
  } as const;
}
