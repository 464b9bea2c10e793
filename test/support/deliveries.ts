import { sql } from 'kysely';
import type { DeliveryDeps } from '../../activities/delivery/turn.ts';
import type { WebhookDeliveryRow, WebhookEndpointRow } from '../../db/tables/webhook-endpoint.ts';
import { recordEvent } from '../../db/events/record.ts';
import { toJson } from '../../db/json.ts';
import { newId } from '../../db/unit-of-work.ts';
import { insertEndpoint } from '../../db/webhook-endpoints/insert.ts';
import { secretPlace } from '../../db/webhook-endpoints/secrets.ts';
import { makeId, type WebhookEndpointId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { retryPolicy, type RetryPolicy } from '../../domain/webhook/retry.ts';
import { type Clock, systemClock } from '../../infra/clock.ts';
import type { Keyring } from '../../infra/crypto/keyring.ts';
import type { HttpClient } from '../../providers/http/client.ts';
import type { TestDatabase } from './postgres.ts';
import { inWork, nextUnique, testKeys } from './program.ts';
import { eventsSettled } from './settled-events.ts';

/** For a worker whose account has no endpoints. */
export const NO_DELIVERIES = {
  http: { post: () => Promise.reject(new Error('nobody is called here')) },
  stopping: new AbortController().signal,
  retryPolicy,
  random: () => 0,
  onAttempt: () => {},
  onFault: () => {},
} as const;

export const SECRET = 'whsec_of_a_test';

interface DeliveryDepsOf {
  readonly database: TestDatabase;
  readonly http: Pick<HttpClient, 'post'>;
  readonly clock?: Clock;
  readonly policy?: RetryPolicy;
  readonly keyring?: Keyring;
}

/** What a turn needs, and what it reported. */
export function deliveryDeps({
  database,
  http,
  clock = systemClock,
  policy,
  keyring = testKeys,
}: DeliveryDepsOf) {
  const attempts: { readonly isDelivered: boolean; readonly delaySeconds?: number }[] = [];
  const faults: unknown[] = [];
  const deps: DeliveryDeps = {
    db: database.db,
    keyring,
    clock,
    http,
    retryPolicy: (mode) => policy ?? retryPolicy(mode),
    random: () => 0,
    onAttempt: (attempt) => void attempts.push(attempt),
    onFault: (error) => void faults.push(error),
  };
  return { deps, attempts, faults };
}

/** An endpoint of the account, as the API would have made it. */
export const addEndpoint = (
  { db }: TestDatabase,
  scope: Scope,
  { url, events = ['*'] }: { readonly url: string; readonly events?: readonly string[] },
): Promise<WebhookEndpointRow> =>
  inWork(db, scope, (work) => {
    const id = newId(work, 'webhookEndpoint');
    return insertEndpoint(work, {
      account_id: scope.accountId,
      livemode: scope.livemode,
      id,
      created_at: work.now,
      api_version: null,
      connect: false,
      description: null,
      enabled_events: [...events],
      metadata: toJson({}),
      secret_sealed: work.seal(secretPlace(id), SECRET),
      status: 'enabled',
      url,
    });
  });

/** Writes the event of a change of the object, and waits until it can be seen. */
export async function tell(
  { db }: TestDatabase,
  scope: Scope,
  ...objects: readonly string[]
): Promise<void> {
  for (const id of objects)
    await inWork(
      db,
      scope,
      (work) =>
        recordEvent(work, { type: 'issuing_card.updated', object: { id, object: 'issuing.card' } }),
      new Date(systemClock.nowMs()),
    );
  await eventsSettled(db);
}

export const newCardId = (): string => makeId('card', nextUnique());

export const deliveriesOf = (
  { db }: TestDatabase,
  endpointId: WebhookEndpointId,
): Promise<WebhookDeliveryRow[]> =>
  db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .orderBy('id')
    .execute();

/** As if the pauses between attempts had passed. */
export async function makeDue({ owner }: TestDatabase): Promise<void> {
  await owner
    .updateTable('webhook_delivery')
    .set({ due_at: sql<Date>`now() - interval '1 second'` })
    .where('due_at', 'is not', null)
    .execute();
}
