import type { WorkflowHandle } from '@temporalio/client';
import { makeId } from '../../domain/ids.ts';
import { failure } from '../../domain/errors.ts';
import { startOrTell, type WorkflowStart } from '../../infra/temporal/start-or-tell.ts';
import type { Temporal } from '../../infra/temporal/client.ts';
import {
  attachUpdate,
  bankCreditOf,
  bankCreditQuery,
  returnToSenderUpdate,
} from '../../workflows/bank-credit/contract.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import { lowBalanceOf, watchQuery } from '../../workflows/low-balance/contract.ts';
import {
  holeQuery,
  negativeBalanceOf,
  writeOffUpdate,
} from '../../workflows/negative-balance/contract.ts';
import { hasTimer, type Recording } from './recording.ts';

const DAY = 86_400;
const scope = { accountId: makeId('account', 'recorded'), livemode: false };
const attachment = { accountId: scope.accountId };

interface Life {
  readonly name: string;
  readonly start: WorkflowStart;
  readonly activities: Recording['activities'];
  readonly live: (handle: WorkflowHandle, temporal: Temporal) => Promise<unknown>;
}

const recording = ({ name, start, activities, live }: Life): Recording => ({
  name,
  activities,
  live: async (temporal) => {
    const handle = temporal.client.workflow.getHandle(start.id);
    await startOrTell(temporal, start);
    await live(handle, temporal);
    await handle.result();
    return handle;
  },
});

const goTo = (handle: WorkflowHandle, now: number) =>
  handle.executeUpdate(advanceClockUpdate, { args: [{ now }] });
async function untilTimer(handle: WorkflowHandle): Promise<void> {
  while (!(await hasTimer(handle)));
}

/** Each life has a credit of its own: one is looked after once. */
let credits = 0;
const credit = (payload: object, frozenAt?: number): WorkflowStart =>
  bankCreditOf({
    scope,
    objectId: makeId('bankCredit', `recorded${++credits}`),
    payload: { ...payload },
    ...(frozenAt !== undefined && { frozenAt }),
  });
const creditActivities: Recording['activities'] = {
  readBankCredit: async () => ({ status: 'held' }),
  attachBankCredit: async () => ({ status: 'succeeded' }),
  beginBankReturn: async () => ({ status: 'returning' }),
  sendBankReturn: async () => 'return_recorded',
  finishBankReturn: async () => ({ status: 'returned' }),
  remindOfBankCredit: async () => {},
};

const CREDITS: readonly Life[] = [
  {
    name: 'bank-credit-attached',
    start: credit({ returnAt: 4_000_000_000 }),
    activities: creditActivities,
    live: async (handle) => {
      await untilTimer(handle);
      await handle.executeUpdate(attachUpdate, { args: [attachment] });
    },
  },
  {
    name: 'bank-credit-returned',
    start: credit({}),
    activities: creditActivities,
    live: async (handle) => {
      await untilTimer(handle);
      await handle.executeUpdate(returnToSenderUpdate);
    },
  },
  {
    name: 'bank-credit-returned-by-itself-on-test-clock',
    start: credit({ returnAt: 3 * DAY }, 0),
    activities: creditActivities,
    live: async (handle) => {
      for (const day of [1, 2, 3]) await goTo(handle, day * DAY);
    },
  },
  {
    name: 'bank-credit-attachment-refused',
    start: credit({}),
    activities: {
      ...creditActivities,
      attachBankCredit: refusedOnce(),
    },
    live: async (handle) => {
      await untilTimer(handle);
      await handle.executeUpdate(attachUpdate, { args: [attachment] }).catch(() => {});
      await handle.executeUpdate(attachUpdate, { args: [attachment] });
    },
  },
  {
    name: 'bank-credit-taken-up-while-it-goes-back',
    start: credit({}),
    activities: {
      ...creditActivities,
      readBankCredit: async () => ({ status: 'returning' }),
    },
    live: async (handle) => handle.query(bankCreditQuery),
  },
];

function refusedOnce(): NonNullable<Recording['activities']['attachBankCredit']> {
  let isRefused = false;
  return async () => {
    if (isRefused) return { status: 'succeeded' };
    isRefused = true;
    throw failure('parameter_invalid', { problem: 'Its balance is in another currency.' });
  };
}

const rule = (frozenAt: number): WorkflowStart =>
  lowBalanceOf({ scope, objectId: makeId('fundingRule', 'recorded'), frozenAt });
const LOW: readonly Life[] = [
  {
    name: 'low-balance-watched-and-switched-off-on-test-clock',
    start: rule(0),
    activities: {
      watchBalance: looks([true, true, false]),
    },
    live: async (handle, temporal) => {
      await goTo(handle, DAY);
      while (!(await handle.query(watchQuery))?.isActive);
      await startOrTell(temporal, rule(0));
    },
  },
];

function looks(active: boolean[]): NonNullable<Recording['activities']['watchBalance']> {
  let checkAt = 0;
  return async () => ({ isActive: active.shift() ?? false, checkAt: (checkAt += DAY) });
}

const hole = (frozenAt?: number): WorkflowStart =>
  negativeBalanceOf({
    scope,
    objectId: makeId('negativeBalance', 'recorded'),
    payload: { beganAt: frozenAt ?? 4_000_000_000 },
    ...(frozenAt !== undefined && { frozenAt }),
  });
const HOLES: readonly Life[] = [
  {
    name: 'negative-balance-written-off-on-test-clock',
    start: hole(0),
    activities: {
      seeNegativeBalance: async () => ({ status: 'open', reminders: 0 }),
      remindOfNegativeBalance: async ({ reminder }) => ({ status: 'open', reminders: reminder }),
      writeOffNegativeBalance: async () => ({ status: 'written_off', reminders: 3 }),
    },
    live: async (handle) => {
      for (const day of [7, 30, 90, 180]) await goTo(handle, day * DAY);
      await handle.executeUpdate(writeOffUpdate);
    },
  },
  {
    name: 'negative-balance-recovered',
    start: hole(),
    activities: {
      seeNegativeBalance: recoversAtLook(2),
    },
    live: async (handle, temporal) => {
      await untilTimer(handle);
      await handle.query(holeQuery);
      await startOrTell(temporal, hole());
    },
  },
];

function recoversAtLook(last: number): NonNullable<Recording['activities']['seeNegativeBalance']> {
  let count = 0;
  return async () => ({ status: ++count < last ? 'open' : 'recovered', reminders: 0 });
}

export const fundingRecordings: readonly Recording[] = [...CREDITS, ...LOW, ...HOLES].map(
  recording,
);
