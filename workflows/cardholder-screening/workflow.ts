import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import {
  afterScreening,
  canScreen,
  isScreened,
  type ScreeningMove,
} from '../../domain/cardholder/screening.ts';
import { bestEffort, untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { showStatus } from '../status-attribute.ts';
import {
  type CardholderScreeningInput,
  clearCardholderUpdate,
  detailsChangedSignal,
  rejectCardholderUpdate,
  type Screening,
  screeningQuery,
} from './contract.ts';

const { screenCardholder } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Search the watch lists',
});
const { recordScreening } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Write the result',
});
const { remindReviewer } = wf.proxyActivities<Activities>({
  ...bestEffort,
  summary: 'Remind the reviewer',
});

/** From changed details to a verdict, or to a person who gives it. See docs/workflows/cardholder-screening.md. */
export async function cardholderScreening(input: CardholderScreeningInput): Promise<Screening> {
  const { accountId, livemode, cardholderId } = input;
  const cardholder = { accountId, livemode, cardholderId };
  const clock = businessClock(input.frozenAt);
  let screening: Screening = { request: input.request, state: 'under_review', revision: 0 };

  function adopt(next: Screening): void {
    if (next.state !== screening.state) showStatus(next.state);
    screening = next;
  }
  /** Changes the state before it awaits, so that the next validator already sees the change. */
  async function make(move: ScreeningMove): Promise<void> {
    adopt({ ...screening, state: afterScreening(move), revision: screening.revision + 1 });
    const standing = await recordScreening({ ...cardholder, ...screening });
    // The row is the truth: it may hold a later result, of a run that was lost, or a later request.
    if (!isOlder(standing, screening)) adopt(standing);
  }
  async function decide(move: 'clear' | 'reject'): Promise<Screening> {
    const { request } = screening;
    await make(move);
    const stands = screening.request === request && screening.state === afterScreening(move);
    if (!stands) throw refusal(`Meanwhile the cardholder's screening became ${screening.state}.`);
    return screening;
  }
  function refuseUnlessLawful(move: ScreeningMove): void {
    const { state } = screening;
    if (!canScreen(move, state)) throw refusal(`Cannot ${move} a cardholder who is ${state}.`);
  }

  wf.setHandler(screeningQuery, () => screening);
  wf.setHandler(detailsChangedSignal, ({ request }) => {
    if (request > screening.request) adopt({ request, state: 'under_review', revision: 0 });
  });
  for (const [move, update] of [
    ['clear', clearCardholderUpdate],
    ['reject', rejectCardholderUpdate],
  ] as const)
    wf.setHandler(update, () => decide(move), { validator: () => refuseUnlessLawful(move) });

  const isReviewed = (): boolean => screening.state !== 'listed';

  async function screen(): Promise<void> {
    const { request } = screening;
    const verdict = await screenCardholder({ ...cardholder, request });
    if (screening.request === request) await make(verdict);
  }
  async function waitForReview(): Promise<void> {
    let remindAt = clock.now() + input.remindAfterSeconds;
    for (let reminder = 1; reminder <= input.remindersMax; reminder++) {
      if (!(await clock.waitUntil(remindAt, isReviewed))) return;
      await remindReviewer({ ...cardholder, reminder }).catch(giveUp);
      remindAt = clock.now() + input.remindEverySeconds;
    }
    await clock.waitFor(isReviewed);
  }

  for (;;) {
    if (screening.state === 'under_review') await screen();
    if (screening.state === 'listed') await waitForReview();
    await clock.waitForHandlers();
    if (isScreened(screening.state)) return screening;
    const next = clock.onClock({ ...input, request: screening.request });
    if (wf.workflowInfo().continueAsNewSuggested)
      await wf.continueAsNew<typeof cardholderScreening>(next);
  }
}

/** Without the reminder the process goes on; only who cancels the workflow means all of it. */
function giveUp(error: unknown): void {
  if (wf.isCancellation(error)) throw error;
}

const refusal = (problem: string): wf.ApplicationFailure =>
  wf.ApplicationFailure.nonRetryable(problem, 'status_transition_invalid');

const isOlder = (one: Screening, other: Screening): boolean =>
  one.request < other.request || (one.request === other.request && one.revision < other.revision);
