import type { WorkflowHandle } from '@temporalio/client';
import type { Activities } from '../../activities/index.ts';
import type { Outlook } from '../../domain/card/readiness.ts';
import { makeId } from '../../domain/ids.ts';
import type { Temporal } from '../../infra/temporal/client.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  cardFulfillmentId,
  circumstancesChangedSignal,
  fulfillmentOf,
  fulfillmentQuery,
  SHIPPING_UPDATES,
  type ShippingCommand,
} from '../../workflows/card-fulfillment/contract.ts';
import type { Recording } from './recording.ts';

interface Scenario {
  readonly name: string;
  /** What the card waits for each time that it is looked at; the last one stays. */
  readonly outlooks: readonly Outlook[];
  /** What the bureau answers, one after the other; the last one stays. */
  readonly answers?: readonly ('accepted' | 'rejected' | 'unanswered')[];
  /** Unix seconds: when the card counts as lost once it is shipped. */
  readonly lostAt?: number;
  readonly frozenAt?: number;
  readonly live: (card: Live) => Promise<unknown>;
}

interface Live {
  readonly say: (...commands: readonly ShippingCommand[]) => Promise<void>;
  readonly tell: () => Promise<void>;
  readonly waits: (waitsFor: string) => Promise<void>;
  readonly advance: (now: number) => Promise<void>;
}

const READY: Outlook = { next: 'submit' };
const DAY = 86_400;
const CUTOFF = 6 * 3_600;

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'delivered',
    outlooks: [READY],
    live: ({ say }) => say('submit', 'ship', 'deliver'),
  },
  {
    name: 'returned-after-a-better-address',
    outlooks: [
      { next: 'validate_address' },
      { next: 'wait', waitsFor: 'a_better_address' },
      { next: 'validate_address' },
      READY,
    ],
    live: async ({ say, tell, waits }) => {
      await waits('a_better_address');
      await tell();
      await waits('the_cutoff');
      await say('submit', 'ship', 'return');
    },
  },
  {
    name: 'design-rejected',
    outlooks: [
      { next: 'wait', waitsFor: 'the_design' },
      { next: 'withdraw', reason: 'design_rejected' },
    ],
    live: async ({ tell, waits }) => {
      await waits('the_design');
      await tell();
    },
  },
  {
    name: 'rejected-by-the-bureau',
    outlooks: [READY],
    answers: ['rejected'],
    live: ({ say }) => say('submit'),
  },
  {
    name: 'failed-under-way',
    outlooks: [READY],
    live: ({ say }) => say('submit', 'ship', 'fail'),
  },
  {
    name: 'silent-bureau-and-lost-on-test-clock',
    outlooks: [READY],
    answers: ['unanswered', 'accepted'],
    lostAt: 30 * DAY,
    frozenAt: 0,
    live: async ({ say, waits, advance }) => {
      await waits('the_cutoff');
      await advance(CUTOFF);
      await advance(DAY);
      await say('ship');
      await advance(30 * DAY);
    },
  },
];

const done = async (): Promise<void> => {};

/** They answer as for a card that goes where it is told to go. */
function activitiesOf({ outlooks, answers = [], lostAt }: Scenario): Partial<Activities> {
  let looks = 0;
  let orders = 0;

  return {
    examineCard: async () => {
      const outlook = outlooks[Math.min(looks++, outlooks.length - 1)] ?? READY;
      return { status: 'pending', revision: 0, outlook };
    },
    validateAddress: async () => 'answered',
    submitCard: async () => ({ status: 'submitted' }),
    withdrawCard: async () => ({ status: 'canceled' }),
    orderCard: async () => answers[Math.min(orders++, answers.length - 1)] ?? 'accepted',
    shipCard: async () => ({ status: 'shipped', ...(lostAt !== undefined && { lostAt }) }),
    chargeFees: done,
    deliverCard: async () => ({ status: 'delivered' }),
    returnCard: async () => ({ status: 'returned' }),
    failCard: async () => ({ status: 'failure' }),
    refundFees: done,
    reprintCard: done,
  };
}

async function live(scenario: Scenario, temporal: Temporal): Promise<WorkflowHandle> {
  const objectId = makeId('card', 'recorded');
  const scope = { accountId: makeId('account', 'recorded'), livemode: false };
  const { frozenAt } = scenario;
  const onClock = { ...(frozenAt !== undefined && { frozenAt }) };
  await startOrTell(temporal, fulfillmentOf({ scope, objectId, ...onClock }));
  const handle = temporal.client.workflow.getHandle(cardFulfillmentId(objectId));
  await scenario.live({
    say: async (...commands) => {
      for (const command of commands) await handle.executeUpdate(SHIPPING_UPDATES[command]);
    },
    tell: () => handle.signal(circumstancesChangedSignal),
    waits: async (waitsFor) => {
      while ((await handle.query(fulfillmentQuery)).waitsFor !== waitsFor);
    },
    advance: async (now) => {
      await handle.executeUpdate(advanceClockUpdate, { args: [{ now }] });
    },
  });
  await handle.result();
  return handle;
}

export const fulfillmentRecordings: readonly Recording[] = SCENARIOS.map((scenario) => ({
  name: `card-fulfillment-${scenario.name}`,
  activities: activitiesOf(scenario),
  live: (temporal) => live(scenario, temporal),
}));
