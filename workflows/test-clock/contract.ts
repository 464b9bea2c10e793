/** All that others may know of the workflow that moves an account's test clock. */
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type AccountId, parseId, type TestClockId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';

/** The id is the business id: to start twice is harmless, and support needs no look-up. */
const testClockWorkflowId = (clock: TestClockId): string => `test-clock:${clock}`;

/** What is tunable is input, because a replay has to take the same path. */
interface Patience {
  /** Turns in a row that may end with something that has not come to rest, before the clock has failed. */
  readonly waitsMax: number;
}

export interface TestClockInput extends Patience {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly clockId: TestClockId;
}

/** The row was made, changed or deleted: look at it. It carries nothing, so it may be repeated. */
export const clockChangedSignal = defineSignal('clockChanged');

/** Answers when all that was asked of the clock is done, or has failed. */
export const comeToRestUpdate = defineUpdate<void>('comeToRest');

/** How a turn has ended. */
export interface ClockTurn {
  /** `waiting`: for what stands in `unsettled`, and it takes its time. `more`: there may be something left to do. */
  readonly end: 'done' | 'more' | 'waiting';
  /** Ids of workflows and objects that have not done what is due. */
  readonly unsettled?: readonly string[];
  /** Of the clock's row meanwhile: whoever gives up gives up this advance, and no later one. */
  readonly version?: string;
}

/** A turn that waits takes five seconds: so for two minutes. */
const PATIENCE: Patience = { waitsMax: 24 };

interface ClockCall {
  readonly scope: Scope;
  readonly objectId: string;
}

/**
 * Starts a clock's workflow, or tells it to look at the row again when it runs: any number of times. It lives
 * in real time, on whatever time the account is.
 */
export function testClockOf({ scope, objectId }: ClockCall) {
  const clockId = parseId('testClock', objectId);
  invariant(clockId !== undefined, 'an outbox row is malformed');
  const input: TestClockInput = { ...scope, clockId, ...PATIENCE };
  return {
    type: 'testClock',
    id: testClockWorkflowId(clockId),
    input,
    tell: { signal: clockChangedSignal.name, fact: {} },
    summary: `Moves ${clockId}`,
    searchAttributes: {
      CardwrightAccountId: scope.accountId,
      CardwrightObjectId: clockId,
      CardwrightStatus: 'working',
    },
  } as const;
}
