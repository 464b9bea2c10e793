import type { WorkflowHandle } from '@temporalio/client';
import { makeId } from '../../domain/ids.ts';
import { startOrTell } from '../../infra/temporal/start-or-tell.ts';
import type { Temporal } from '../../infra/temporal/client.ts';
import { advanceClockUpdate } from '../../workflows/business-clock.ts';
import {
  activateDesignUpdate,
  deactivateDesignUpdate,
  designReviewId,
  designReviewOf,
  rejectDesignUpdate,
  type Review,
  reviewQuery,
} from '../../workflows/design-review/contract.ts';
import { hasTimer, type Recording } from './recording.ts';

interface Scenario {
  readonly name: string;
  readonly frozenAt?: number;
  /** What the row holds when a decision comes, where it is not what the workflow thinks. */
  readonly standing?: Review;
  readonly live: (workflow: Live) => Promise<unknown>;
}

interface Live {
  readonly handle: WorkflowHandle;
  readonly edit: (revision: number) => Promise<void>;
  readonly stands: (revision: number) => Promise<void>;
}

const DAY = 86_400;
const REASONS = { cardLogo: ['other'], carrierText: [] } as const;

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'approved-then-out-of-use',
    live: async ({ handle }) => {
      await handle.executeUpdate(activateDesignUpdate, { args: [{ revision: 1 }] });
      await handle.executeUpdate(deactivateDesignUpdate, { args: [{}] });
    },
  },
  {
    name: 'rejected-edited-approved',
    live: async ({ handle, edit, stands }) => {
      await handle.executeUpdate(rejectDesignUpdate, { args: [{ reasons: REASONS }] });
      await edit(2);
      await stands(2);
      await handle.executeUpdate(activateDesignUpdate, { args: [{ revision: 2 }] });
    },
  },
  {
    name: 'decision-crossed-by-an-edit',
    standing: { revision: 2, status: 'review', decisions: 0 },
    live: async ({ handle, stands }) => {
      await handle
        .executeUpdate(activateDesignUpdate, { args: [{ revision: 1 }] })
        .catch(() => 'refused');
      await stands(2);
    },
  },
  {
    name: 'reminded-on-test-clock',
    frozenAt: 0,
    live: async ({ handle }) => {
      for (const day of [1, 2])
        await handle.executeUpdate(advanceClockUpdate, { args: [{ now: day * DAY }] });
      await handle.executeUpdate(activateDesignUpdate, { args: [{ revision: 1 }] });
    },
  },
];

/** A design is reviewed for as long as it is there: a history ends where its workflow waits. */
async function live(scenario: Scenario, temporal: Temporal): Promise<WorkflowHandle> {
  // Of its own each: they all go on running.
  const designId = makeId('personalizationDesign', scenario.name.replaceAll('-', ''));
  const handle = temporal.client.workflow.getHandle(designReviewId(designId));
  const { frozenAt } = scenario;
  const edit = (revision: number): Promise<void> => {
    const scope = { accountId: makeId('account', 'recorded'), livemode: false };
    const clock = { ...(frozenAt !== undefined && { frozenAt }) };
    const payload = { revision, editedAt: 0 };
    return startOrTell(temporal, designReviewOf({ scope, objectId: designId, payload, ...clock }));
  };
  const stands = async (revision: number): Promise<void> => {
    while ((await handle.query(reviewQuery)).revision !== revision);
  };
  await edit(1);
  await stands(1);
  if (frozenAt === undefined) while (!(await hasTimer(handle)));
  await scenario.live({ handle, edit, stands });
  return handle;
}

export const designRecordings: readonly Recording[] = SCENARIOS.map((scenario) => ({
  name: `design-review-${scenario.name}`,
  activities: {
    readDesignReview: async () => ({ revision: 1, status: 'review', decisions: 0 }),
    recordDesignDecision: async ({ revision, status, decisions }) =>
      scenario.standing ?? { revision, status, decisions },
    remindDesignReviewer: async () => {},
  },
  live: (temporal) => live(scenario, temporal),
}));
