import type { WorkflowHandle } from '@temporalio/client';
import { makeId } from '../../domain/ids.ts';
import type { DayStanding, DayStatus } from '../../domain/settlement/standing.ts';
import { systemClock } from '../../infra/clock.ts';
import type { Temporal } from '../../infra/temporal/client.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  readAdviceUpdate,
  resolveBreakUpdate,
  settlementOf,
} from '../../workflows/network-settlement/contract.ts';
import { hasTimer, type Recording } from './recording.ts';

const CUTOFF = 100_000;
const HOUR = 3_600;
const DAY = 86_400;

interface Scenario {
  readonly name: string;
  /** What each advice leads to, one after the other. */
  readonly advices: readonly DayStatus[];
  readonly openBreaks: number;
  /** Absent: in real time, with a cut-off that is long past. */
  readonly frozenAt?: number;
  readonly live: (workflow: Live) => Promise<void>;
}

interface Live {
  readonly handle: WorkflowHandle;
  readonly goTo: (...instants: readonly number[]) => Promise<void>;
}

const resolve = (handle: WorkflowHandle): Promise<DayStanding> =>
  handle.executeUpdate(resolveBreakUpdate, {
    args: [{ breakId: makeId('settlementBreak', 'recorded'), resolution: 'carried_over' }],
  });

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'settled-on-test-clock',
    advices: ['matching'],
    openBreaks: 0,
    frozenAt: 0,
    live: ({ goTo }) => goTo(CUTOFF, CUTOFF + HOUR, CUTOFF + DAY),
  },
  {
    name: 'settled-in-real-time',
    advices: ['matching'],
    openBreaks: 0,
    live: async () => {},
  },
  {
    name: 'break-resolved',
    advices: ['matching'],
    openBreaks: 1,
    frozenAt: 0,
    live: async ({ handle, goTo }) => {
      await goTo(CUTOFF, CUTOFF + HOUR, CUTOFF + DAY, CUTOFF + 2 * DAY);
      await resolve(handle);
    },
  },
  {
    name: 'advice-late-then-halted',
    advices: ['awaiting_advice', 'awaiting_advice', 'halted', 'matching'],
    openBreaks: 0,
    frozenAt: 0,
    live: async ({ handle, goTo }) => {
      await goTo(CUTOFF, CUTOFF + HOUR, CUTOFF + 6 * HOUR, CUTOFF + 7 * HOUR);
      await handle.executeUpdate(readAdviceUpdate);
      await goTo(CUTOFF + 7 * HOUR, CUTOFF + DAY);
    },
  },
  {
    name: 'waits-for-cutoff-in-real-time',
    advices: ['matching'],
    openBreaks: 0,
    live: async () => {},
  },
];

async function live(scenario: Scenario, temporal: Temporal): Promise<WorkflowHandle> {
  const scope = { accountId: makeId('account', 'recorded'), livemode: false };
  const waits = scenario.name.startsWith('waits');
  const cutoffAt = waits ? Math.ceil(systemClock.nowMs() / 1_000) + 2 : CUTOFF;
  const payload = { cutoffAt };
  const start = settlementOf({ scope, objectId: `visa:2027-03-01:${scenario.name}`, payload });
  const { frozenAt } = scenario;
  const input = {
    ...start.input,
    ...(waits && { adviceReadyAfterSeconds: 1 }),
    ...(frozenAt !== undefined && { frozenAt }),
  };
  await startOrTell(temporal, { ...start, input });
  const handle = temporal.client.workflow.getHandle(start.id);
  const goTo = async (...instants: readonly number[]): Promise<void> => {
    for (const now of instants) await handle.executeUpdate(advanceClockUpdate, { args: [{ now }] });
  };
  if (waits) while (!(await hasTimer(handle)));
  await scenario.live({ handle, goTo });
  await handle.result();
  return handle;
}

/** Each answers with the status that follows; the bank confirms when it is asked a second time, in time or at once. */
function activitiesOf({ advices, openBreaks, frozenAt }: Scenario): Recording['activities'] {
  let revision = 0;
  let advice = 0;
  let asked = 0;
  const become = (status: DayStatus, open = 0): DayStanding => ({
    status,
    revision: ++revision,
    openBreaks: open,
  });
  return {
    closeSettlementDay: async () => become('awaiting_advice'),
    readSettlementAdvice: async () => become(advices[advice++] ?? 'matching'),
    matchSettlement: async () => become('paying', openBreaks),
    submitSettlement: async () => become('awaiting_bank', openBreaks),
    confirmSettlement: async () =>
      asked++ === 0 && frozenAt !== undefined
        ? { ...become('awaiting_bank', openBreaks), lookAgainAt: CUTOFF + DAY }
        : become('booking', openBreaks),
    bookSettlement: async () => become(openBreaks > 0 ? 'in_review' : 'complete', openBreaks),
    resolveSettlementBreak: async () => ({ standing: become('complete') }),
    remindOfSettlement: async () => {},
  };
}

export const settlementRecordings: readonly Recording[] = SCENARIOS.map((scenario) => ({
  name: `network-settlement-${scenario.name}`,
  activities: activitiesOf(scenario),
  live: (temporal) => live(scenario, temporal),
}));
