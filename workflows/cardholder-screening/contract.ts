/** All that others may know of the workflow that screens a cardholder against watch lists. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ScreeningState } from '../../domain/cardholder/screening.ts';
import { type AccountId, type CardholderId, parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

/** The id is the business id: to start twice is harmless, and support needs no look-up. */
export const cardholderScreeningId = (cardholder: CardholderId): string =>
  `cardholder-screening:${cardholder}`;

/** When a person who does not decide is reminded. Input, so that a replay takes the same path. */
interface ReminderPolicy {
  readonly remindAfterSeconds: number;
  readonly remindEverySeconds: number;
  /** Beyond this nobody listens; the cardholder stays listed and is still found by the operator. */
  readonly remindersMax: number;
}

export interface CardholderScreeningInput extends ReminderPolicy {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly cardholderId: CardholderId;
  /** Which screening this is: it grows each time details change that the lists are searched for. */
  readonly request: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

export interface Screening {
  readonly request: number;
  readonly state: ScreeningState;
  /** Grows with every result of one request, so that a late write cannot overwrite a newer one. */
  readonly revision: number;
}

/** Updates are commands (imperative): they can be refused, and the caller learns their fate. */
export const clearCardholderUpdate = defineUpdate<Screening>('clearCardholder');
export const rejectCardholderUpdate = defineUpdate<Screening>('rejectCardholder');

export interface DetailsChanged {
  readonly request: number;
}

/** Signals are facts (past tense): they cannot be refused. */
export const detailsChangedSignal = defineSignal<[DetailsChanged]>('detailsChanged');

/** Queries are nouns: they change nothing. */
export const screeningQuery = defineQuery<Screening>('screening');

const DAY = 86_400;
const REMINDERS: ReminderPolicy = {
  remindAfterSeconds: DAY,
  remindEverySeconds: DAY,
  remindersMax: 30,
};

interface ScreeningRequest {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/**
 * The call that an outbox row asks for. Start and new request are one: who is not running is started,
 * who is running is told, and who knows the request already takes no notice. So a row may be sent any
 * number of times.
 */
export function screeningOf({ scope, objectId, payload, frozenAt }: ScreeningRequest) {
  const cardholderId = parseId('cardholder', objectId);
  const { request } = payload;
  invariant(
    cardholderId !== undefined && typeof request === 'number',
    'an outbox row is malformed',
  );
  const input: CardholderScreeningInput = {
    ...scope,
    cardholderId,
    request,
    ...REMINDERS,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  const fact: DetailsChanged = { request };
  return {
    type: 'cardholderScreening',
    id: cardholderScreeningId(cardholderId),
    input,
    tell: { signal: detailsChangedSignal.name, fact },
    summary: `Screens ${cardholderId} against watch lists`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: cardholderId,
      CardwrightStatus: 'under_review',
    },
  } as const;
}
