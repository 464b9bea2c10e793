/** All that others may know of the workflow that settles a network's business day. */
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { AccountId, SettlementBreakId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import type { BreakResolution } from '../../domain/settlement/break.ts';
import { ADVICE } from '../../domain/settlement/day.ts';
import type { DayStanding } from '../../domain/settlement/standing.ts';

/** The id of the day is the business id: to start twice is harmless, and support needs no look-up. */
export const networkSettlementId = (day: string): string => `settlement:${day}`;

/** When an advice is looked for, and when a person is told that a day waits. Input, for replays. */
interface SettlementPolicy {
  readonly adviceReadyAfterSeconds: number;
  readonly adviceLateAfterSeconds: number;
  readonly lookEverySeconds: number;
  readonly remindEverySeconds: number;
  /** Beyond this nobody listens; the day stays listed and is still found by the operator. */
  readonly remindersMax: number;
}

export interface NetworkSettlementInput extends SettlementPolicy {
  /** Whose day it is: the platform's in live mode, else an account's own. */
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly dayId: string;
  /** Unix seconds. */
  readonly cutoffAt: number;
  /** Present when the account is on a test clock. */
  readonly frozenAt?: number;
}

export interface ResolveBreak {
  readonly breakId: SettlementBreakId;
  readonly resolution: BreakResolution;
}

/** Updates are commands (imperative): they can be refused, and the caller learns their fate. */
export const readAdviceUpdate = defineUpdate<DayStanding>('readAdvice');
export const resolveBreakUpdate = defineUpdate<DayStanding, [ResolveBreak]>('resolveBreak');

/** Queries are nouns: they change nothing. */
export const standingQuery = defineQuery<DayStanding>('standing');

const DAY = 86_400;
const POLICY: SettlementPolicy = {
  adviceReadyAfterSeconds: ADVICE.readyAfterSeconds,
  adviceLateAfterSeconds: ADVICE.lateAfterSeconds,
  lookEverySeconds: ADVICE.lookEverySeconds,
  remindEverySeconds: DAY,
  remindersMax: 30,
};

interface SettlementRequest {
  readonly scope: Scope;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly frozenAt?: number;
}

/** The call that an outbox row asks for: a day is started once, by its first clearing. */
export function settlementOf({ scope, objectId, payload, frozenAt }: SettlementRequest) {
  const { cutoffAt } = payload;
  invariant(typeof cutoffAt === 'number', 'an outbox row is malformed');
  const input: NetworkSettlementInput = {
    ...scope,
    dayId: objectId,
    cutoffAt,
    ...POLICY,
    ...(frozenAt !== undefined && { frozenAt }),
  };
  return {
    type: 'networkSettlement',
    id: networkSettlementId(objectId),
    input,
    summary: `Settles the day ${objectId}`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: objectId,
      CardwrightStatus: 'open',
    },
  } as const;
}
