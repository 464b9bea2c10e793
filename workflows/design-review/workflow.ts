import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { Rejection } from '../../domain/design/rejection.ts';
import { rejectionProblem } from '../../domain/design/rejection.ts';
import { afterDesignMove, canMoveDesign, type DesignMove } from '../../domain/design/review.ts';
import { bestEffort, untilDone } from '../activity-options.ts';
import { businessClock } from '../business-clock.ts';
import { showStatus } from '../status-attribute.ts';
import {
  activateDesignUpdate,
  deactivateDesignUpdate,
  type Decision,
  designEditedSignal,
  type DesignReviewInput,
  type RejectDesign,
  rejectDesignUpdate,
  type Review,
  reviewQuery,
} from './contract.ts';

const { readDesignReview } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'See where the design stands',
});
const { recordDesignDecision } = wf.proxyActivities<Activities>({
  ...untilDone,
  summary: 'Write the decision',
});
const { remindDesignReviewer } = wf.proxyActivities<Activities>({
  ...bestEffort,
  summary: 'Remind the reviewer',
});

/** Keeps a design in review until a person decides, and takes his decisions later. See docs/workflows/design-review.md. */
export async function designReview(input: DesignReviewInput): Promise<void> {
  const { accountId, livemode, designId } = input;
  const design = { accountId, livemode, designId };
  const clock = businessClock(input.frozenAt);
  let { editedAt } = input;
  let review: Review = { revision: input.revision, status: 'review', decisions: 0 };

  function adopt(next: Review): void {
    if (next.status !== review.status) showStatus(next.status);
    review = next;
  }
  /** Changes the state before it awaits, so that the next validator already sees the change. */
  async function decide(move: DesignMove, reasons?: Rejection): Promise<Review> {
    const { revision, decisions } = review;
    const decided = { revision, status: afterDesignMove(move), decisions: decisions + 1 };
    adopt(decided);
    const write = { ...design, ...decided, move, ...(reasons && { reasons }) };
    const standing = await recordDesignDecision(write);
    // The row is the truth: it may hold a later decision, of a run that was lost, or a later edit.
    if (!isOlder(standing, review)) adopt(standing);
    if (review.revision !== revision || review.status !== decided.status)
      throw refusal(`Meanwhile the design was changed, and is in status ${review.status}.`);
    return review;
  }

  wf.setHandler(reviewQuery, () => review);
  wf.setHandler(designEditedSignal, (edit) => {
    if (edit.revision <= review.revision) return;
    ({ editedAt } = edit);
    adopt({ revision: edit.revision, status: 'review', decisions: 0 });
  });
  for (const [move, update] of [
    ['activate', activateDesignUpdate],
    ['deactivate', deactivateDesignUpdate],
  ] as const)
    wf.setHandler(update, () => decide(move), {
      validator: (decision) => refuseUnlessLawful(move, decision, review),
    });
  wf.setHandler(rejectDesignUpdate, ({ reasons }) => decide('reject', reasons), {
    validator: (rejection) => {
      refuseWithoutReason(rejection);
      refuseUnlessLawful('reject', rejection, review);
    },
  });

  async function waitForDecision(): Promise<void> {
    const { revision } = review;
    const isOver = (): boolean =>
      review.status !== 'review' || review.revision !== revision || mustContinue();
    let remindAt = Math.max(clock.now(), editedAt) + input.remindAfterSeconds;
    for (let reminder = 1; reminder <= input.remindersMax; reminder++) {
      if (!(await clock.waitUntil(remindAt, isOver))) return;
      await remindDesignReviewer({ ...design, reminder }).catch(giveUp);
      remindAt = clock.now() + input.remindEverySeconds;
    }
    await clock.waitFor(isOver);
  }

  const standing = await readDesignReview(design);
  if (!isOlder(standing, review)) adopt(standing);
  while (!mustContinue()) {
    if (review.status === 'review') await waitForDecision();
    else await clock.waitFor(() => review.status === 'review' || mustContinue());
  }
  await clock.waitForHandlers();
  const latest = { ...input, revision: review.revision, editedAt };
  await wf.continueAsNew<typeof designReview>(clock.onClock(latest));
}

const mustContinue = (): boolean => wf.workflowInfo().continueAsNewSuggested;

/** What somebody typed in the Temporal UI may lack all of it. */
type Typed<T> = Partial<T> | undefined;

function refuseUnlessLawful(move: DesignMove, decision: Typed<Decision>, review: Review): void {
  const { status, revision } = review;
  if (!canMoveDesign(move, status))
    throw refusal(`Cannot ${move} a personalization design in status ${status}.`);
  if (decision?.revision !== undefined && decision.revision !== revision)
    throw refusal(`The design was edited: it stands at revision ${revision}.`);
}

function refuseWithoutReason(rejection: Typed<RejectDesign>): void {
  const problem = rejectionProblem(rejection?.reasons);
  if (problem !== undefined) throw refusal(problem, 'parameter_invalid');
}

/** Without the reminder the process goes on; only who cancels the workflow means all of it. */
function giveUp(error: unknown): void {
  if (wf.isCancellation(error)) throw error;
}

const refusal = (problem: string, type = 'status_transition_invalid'): wf.ApplicationFailure =>
  wf.ApplicationFailure.nonRetryable(problem, type);

const isOlder = (one: Review, other: Review): boolean =>
  one.revision < other.revision ||
  (one.revision === other.revision && one.decisions < other.decisions);
