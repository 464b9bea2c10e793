import type { WorkflowHandle } from '@temporalio/client';
import { makeId } from '../../domain/ids.ts';
import { systemClock } from '../../infra/clock.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import type { Temporal } from '../../infra/temporal/client.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  cardholderScreeningId,
  clearCardholderUpdate,
  rejectCardholderUpdate,
  screeningOf,
  screeningQuery,
} from '../../workflows/cardholder-screening/contract.ts';
import { hasTimer, type Recording } from './recording.ts';

interface Scenario {
  readonly name: string;
  readonly verdicts: readonly ('match' | 'pass')[];
  readonly frozenAt?: number;
  readonly live: (workflow: Live) => Promise<unknown>;
}

interface Live {
  readonly handle: WorkflowHandle;
  readonly listed: () => Promise<void>;
  readonly ask: (request: number) => Promise<void>;
}

const DAY = 86_400;

const SCENARIOS: readonly Scenario[] = [
  { name: 'pass', verdicts: ['pass'], live: async () => {} },
  {
    name: 'match-cleared',
    verdicts: ['match'],
    live: async ({ handle, listed }) => {
      await listed();
      await handle.executeUpdate(clearCardholderUpdate);
    },
  },
  {
    name: 'match-rejected',
    verdicts: ['match'],
    live: async ({ handle, listed }) => {
      await listed();
      await handle.executeUpdate(rejectCardholderUpdate);
    },
  },
  {
    name: 'details-changed',
    verdicts: ['match', 'pass'],
    live: async ({ listed, ask }) => {
      await listed();
      await ask(2);
    },
  },
  {
    name: 'match-reminded-on-test-clock',
    verdicts: ['match'],
    frozenAt: 0,
    live: async ({ handle, listed }) => {
      await listed();
      for (const day of [1, 2])
        await handle.executeUpdate(advanceClockUpdate, { args: [{ now: day * DAY }] });
      await handle.executeUpdate(clearCardholderUpdate);
    },
  },
  {
    name: 'match-moved-on-to-a-test-clock-and-off',
    verdicts: ['match'],
    live: async ({ handle, listed }) => {
      await listed();
      const tomorrow = Math.ceil(systemClock.nowMs() / 1_000) + DAY;
      for (const now of [tomorrow, tomorrow + DAY, null])
        await handle.executeUpdate(advanceClockUpdate, { args: [{ now }] });
      await handle.executeUpdate(clearCardholderUpdate);
    },
  },
];

async function live(scenario: Scenario, temporal: Temporal): Promise<WorkflowHandle> {
  const cardholderId = makeId('cardholder', 'recorded');
  const handle = temporal.client.workflow.getHandle(cardholderScreeningId(cardholderId));
  const ask = (request: number): Promise<void> => {
    const scope = { accountId: makeId('account', 'recorded'), livemode: false };
    const start = screeningOf({ scope, objectId: cardholderId, payload: { request } });
    const { frozenAt } = scenario;
    const input = { ...start.input, ...(frozenAt !== undefined && { frozenAt }) };
    return startOrTell(temporal, { ...start, input });
  };
  /** It has settled into its wait: a day's timer, or the test clock. */
  const listed = async (): Promise<void> => {
    while ((await handle.query(screeningQuery)).state !== 'listed');
    if (scenario.frozenAt === undefined) while (!(await hasTimer(handle)));
  };
  await ask(1);
  await scenario.live({ handle, listed, ask });
  await handle.result();
  return handle;
}

export const screeningRecordings: readonly Recording[] = SCENARIOS.map((scenario) => ({
  name: `cardholder-screening-${scenario.name}`,
  activities: {
    screenCardholder: async ({ request }) => scenario.verdicts[request - 1] ?? 'pass',
    recordScreening: async ({ request, state, revision }) => ({ request, state, revision }),
    remindReviewer: async () => {},
  },
  live: (temporal) => live(scenario, temporal),
}));
