/** All that others may know of the workflow that has personalization designs reviewed. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Rejection } from '../../domain/design/rejection.ts';
import type { DesignMove, DesignStatus } from '../../domain/design/review.ts';
import { type AccountId, parseId, type PersonalizationDesignId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

/** The id is the business id: to start twice is harmless, and support needs no look-up. */
export const designReviewId = (design: PersonalizationDesignId): string =>
  `design-review:${design}`;

/** When a person who does not decide is reminded. Input, so that a replay takes the same path. */
interface ReminderPolicy {
  readonly remindAfterSeconds: number;
  readonly remindEverySeconds: number;
  /** Beyond this nobody listens; the design stays in review and is still found by the operator. */
  readonly remindersMax: number;
}

export interface DesignReviewInput extends ReminderPolicy {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly designId: PersonalizationDesignId;
  /** Which edit is to be reviewed: it grows each time that what is printed changes. */
  readonly revision: number;
  /** Unix seconds: when it was made. */
  readonly editedAt: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

export interface Review {
  readonly revision: number;
  readonly status: DesignStatus;
  /** Grows with every decision about one revision, so that a late write cannot overwrite a newer one. */
  readonly decisions: number;
}

export interface Decision {
  /** What the decider has seen. Absent: whatever stands. */
  readonly revision?: number;
}

export interface RejectDesign extends Decision {
  /** What is wrong with it: at least one reason. */
  readonly reasons: Rejection;
}

/** Updates are commands (imperative): they can be refused, and the caller learns their fate. */
export const activateDesignUpdate = defineUpdate<Review, [Decision]>('activateDesign');
export const deactivateDesignUpdate = defineUpdate<Review, [Decision]>('deactivateDesign');
export const rejectDesignUpdate = defineUpdate<Review, [RejectDesign]>('rejectDesign');

export interface DesignEdited {
  readonly revision: number;
  /** A workflow that waits does not know what time it is on a test clock: who tells it says so. */
  readonly editedAt: number;
}

/** Signals are facts (past tense): they cannot be refused. */
export const designEditedSignal = defineSignal<[DesignEdited]>('designEdited');

/** Queries are nouns: they change nothing. */
export const reviewQuery = defineQuery<Review>('review');

/** A decision as it is written down: the review that it leads to, and how. */
export interface DecidedReview extends Review {
  readonly move: DesignMove;
  readonly reasons?: Rejection;
}

const DAY = 86_400;
const REMINDERS: ReminderPolicy = {
  remindAfterSeconds: DAY,
  remindEverySeconds: DAY,
  remindersMax: 30,
};

interface ReviewRequest {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/**
 * The call that an outbox row asks for. Start and new edit are one: who is not running is started, who is
 * running is told, and who knows the edit already takes no notice. So a row may be sent any number of times.
 */
export function designReviewOf({ scope, objectId, payload, frozenAt }: ReviewRequest) {
  const designId = parseId('personalizationDesign', objectId);
  const { revision, editedAt } = payload;
  const isWhole =
    designId !== undefined && typeof revision === 'number' && typeof editedAt === 'number';
  invariant(isWhole, 'an outbox row is malformed');
  const { accountId, livemode } = scope;
  const input: DesignReviewInput = {
    accountId,
    livemode,
    designId,
    revision,
    editedAt,
    ...REMINDERS,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  const fact: DesignEdited = { revision, editedAt };
  return {
    type: 'designReview',
    id: designReviewId(designId),
    input,
    tell: { signal: designEditedSignal.name, fact },
    summary: `Has ${designId} reviewed`,
    searchAttributes: {
      CardwrightAccountId: accountId,
      CardwrightObjectId: designId,
      CardwrightStatus: 'review',
    },
  } as const;
}
