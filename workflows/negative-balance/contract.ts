/** All that others may know of the workflow that follows a balance below zero. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  type NegativeBalanceStatus,
  REMINDER_DAYS,
  WRITE_OFF_DAYS,
} from '../../domain/funding/negative-balance.ts';
import { type AccountId, type NegativeBalanceId, parseId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

export const negativeBalanceWorkflowId = (id: NegativeBalanceId): string =>
  `negative-balance:${id}`;

/** Input, so that a replay takes the same path. */
interface Policy {
  /** Days after it was noticed on which the account is reminded. */
  readonly reminderDays: readonly number[];
  /** Days after which a person may take the loss. */
  readonly writeOffDays: number;
  /** How often it is seen whether money has come in, when nobody tells. */
  readonly checkEverySeconds: number;
}

export interface NegativeBalanceInput extends Policy {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly negativeBalanceId: NegativeBalanceId;
  /** Unix seconds. */
  readonly beganAt: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

export interface Hole {
  readonly status: NegativeBalanceStatus;
  /** How many of the reminders have been told. */
  readonly reminders: number;
}

/** Told by whoever saw that the balance is not below zero any more. It looks for itself. */
export const moneyCameInSignal = defineSignal('moneyCameIn');
/** A person takes the loss. */
export const writeOffUpdate = defineUpdate<Hole>('writeOff');
export const holeQuery = defineQuery<Hole>('hole');

const DAY = 86_400;
const POLICY: Policy = {
  reminderDays: REMINDER_DAYS,
  writeOffDays: WRITE_OFF_DAYS,
  checkEverySeconds: 7 * DAY,
};

interface HoleEntry {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/** The call that an outbox row asks for: who does not run is started, who runs looks at once. */
export function negativeBalanceOf({ scope, objectId, payload, frozenAt }: HoleEntry) {
  const negativeBalanceId = parseId('negativeBalance', objectId);
  const { beganAt } = payload;
  invariant(
    negativeBalanceId !== undefined && typeof beganAt === 'number',
    'an outbox row is malformed',
  );
  const input: NegativeBalanceInput = {
    ...scope,
    negativeBalanceId,
    beganAt,
    ...POLICY,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'negativeBalance',
    id: negativeBalanceWorkflowId(negativeBalanceId),
    input,
    tell: { signal: moneyCameInSignal.name, fact: {} },
    summary: `Follows ${negativeBalanceId} until it is filled or written off`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: negativeBalanceId,
      CardwrightStatus: 'open',
    },
  } as const;
}
