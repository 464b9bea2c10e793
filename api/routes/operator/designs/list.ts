import * as z from 'zod';
import { listDesignsInReview } from '../../../../db/designs/in-review.ts';
import type { DesignRow } from '../../../../db/tables/design.ts';
import { designReviewId } from '../../../../workflows/design-review/contract.ts';
import { parseForm } from '../../../form.ts';
import { parseInput } from '../../../parse-input.ts';
import type { DesignReview } from '../../../wire/design-review.ts';
import { designToWire } from '../../../wire/issuing-personalization-design.ts';
import { type ListDeps, pageInput, parseCursor } from '../waiting.ts';

const url = '/v1/operator/personalization_designs';

const input = z.strictObject({
  /** The only ones that wait for a person. Named, so that others can be asked for one day. */
  status: z.literal('review').default('review'),
  ...pageInput,
});

/** What waits for a decision, in every account, longest first. */
export async function listDesignReviews({ db, workflowUrl }: ListDeps, search: string) {
  const { limit, starting_after: cursor } = parseInput(input, parseForm(search));
  const after = parseCursor('personalizationDesign', cursor);
  const rows = await listDesignsInReview(db, { after, limit: limit + 1 });
  const toWire = (row: DesignRow): DesignReview => ({
    object: 'design_review',
    account: row.account_id,
    personalization_design: designToWire(row),
    revision: row.revision,
    workflow_url: workflowUrl(designReviewId(row.id)),
  });
  const data = rows.slice(0, limit).map(toWire);
  return { object: 'list', data, has_more: rows.length > limit, url };
}
