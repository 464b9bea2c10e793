import { designToWire } from '../api/wire/issuing-personalization-design.ts';
import type { WorkDeps } from '../authorizer/unit-of-work.ts';
import { tellWaitingCards } from '../db/cards/fulfillment.ts';
import { getDesign, lockDesign } from '../db/designs/get.ts';
import { updateDesign } from '../db/designs/update.ts';
import { recordEvent } from '../db/events/record.ts';
import type { DesignChange, DesignRow } from '../db/tables/design.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { canMoveDesign, type DesignMove } from '../domain/design/review.ts';
import type { EventType } from '../domain/event/event-type.ts';
import type { AccountId, PersonalizationDesignId } from '../domain/ids.ts';
import type { DecidedReview, Review } from '../workflows/design-review/contract.ts';
import type { RemindDeps } from './remind.ts';
import { inUnitOfWork } from './unit-of-work.ts';

export type DesignReviewDeps = RemindDeps & WorkDeps;

interface OneDesign {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly designId: PersonalizationDesignId;
}

/** Each may run twice, or run and lose its answer: what it does has to be the same as once. */
export function createDesignReviewActivities(deps: DesignReviewDeps) {
  return {
    /** Where the design stands, for a run that begins: it may be older than the run before it was. */
    async readDesignReview({ designId, ...scope }: OneDesign): Promise<Review> {
      return standing(await getDesign(deps.db, scope, designId));
    },

    /** Answers with the review that stands afterwards, which may be a later one. */
    async recordDesignDecision({
      designId,
      accountId,
      livemode,
      ...decided
    }: DecidedReview & OneDesign): Promise<Review> {
      return inUnitOfWork(deps, { accountId, livemode }, (work) =>
        recordForward(work, designId, decided),
      );
    },

    async remindDesignReviewer({
      designId,
      reminder,
    }: OneDesign & { readonly reminder: number }): Promise<void> {
      deps.remind({ workflow: 'designReview', objectId: designId, reminder });
    },
  };
}

const EVENTS = {
  activate: 'issuing_personalization_design.activated',
  deactivate: 'issuing_personalization_design.deactivated',
  reject: 'issuing_personalization_design.rejected',
} as const satisfies Readonly<Record<DesignMove, EventType>>;

/** Forward only: a decision about an earlier edit, or one that was written, changes nothing and tells nobody. */
async function recordForward(
  work: UnitOfWork,
  designId: PersonalizationDesignId,
  decided: DecidedReview,
): Promise<Review> {
  const { move, revision, decisions } = decided;
  const before = await lockDesign(work.trx, work.scope, designId);
  const isNews = revision === before.revision && decisions > before.decisions;
  if (!isNews || !canMoveDesign(move, before.status)) return standing(before);
  const after = await updateDesign(work, designId, changeOf(decided));
  await recordEvent(work, { type: EVENTS[move], object: designToWire(after) });
  await tellWaitingCards(work, { designId });
  return standing(after);
}

function changeOf({ status, decisions, reasons }: DecidedReview): DesignChange {
  const { cardLogo = [], carrierText = [] } = reasons ?? {};
  return {
    status,
    decisions,
    logo_rejection: cardLogo.length > 0 ? [...cardLogo] : null,
    text_rejection: carrierText.length > 0 ? [...carrierText] : null,
  };
}

const standing = ({ revision, status, decisions }: DesignRow): Review => ({
  revision,
  status,
  decisions,
});
