import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Database } from '../../../../db/database.ts';
import { getDesign } from '../../../../db/designs/get.ts';
import { findAnyDesign } from '../../../../db/designs/in-review.ts';
import type { DesignRow } from '../../../../db/tables/design.ts';
import { failure } from '../../../../domain/errors.ts';
import { parseId } from '../../../../domain/ids.ts';
import {
  activateDesignUpdate,
  deactivateDesignUpdate,
  rejectDesignUpdate,
} from '../../../../workflows/design-review/contract.ts';
import { parseForm } from '../../../form.ts';
import { integer } from '../../../input.ts';
import { parseInput } from '../../../parse-input.ts';
import { rejectionReasons } from '../../../rejection-reasons.ts';
import {
  designToWire,
  type IssuingPersonalizationDesign,
} from '../../../wire/issuing-personalization-design.ts';
import type { WorkflowUpdates } from '../../../workflow-updates.ts';

interface DecideDeps {
  readonly db: Kysely<Database>;
  readonly workflows: WorkflowUpdates;
}

/** More edits than a design will ever have. */
const REVISION_MAX = 1_000_000;
const seen = z.strictObject({ revision: integer({ min: 1, max: REVISION_MAX }) });
const rejected = seen.extend({ rejection_reasons: rejectionReasons() });

/** Approves a design that waits, or takes one into use again. */
export async function activate(deps: DecideDeps, id: string, body: string) {
  const { revision } = parseInput(seen, parseForm(body));
  return decide(deps, id, (workflow) =>
    deps.workflows.execute(workflow, activateDesignUpdate, { revision }),
  );
}

/** Takes a design out of use. */
export async function deactivate(deps: DecideDeps, id: string, body: string) {
  const { revision } = parseInput(seen, parseForm(body));
  return decide(deps, id, (workflow) =>
    deps.workflows.execute(workflow, deactivateDesignUpdate, { revision }),
  );
}

/** Says what is wrong with a design that waits. */
export async function reject(deps: DecideDeps, id: string, body: string) {
  const { revision, rejection_reasons: reasons } = parseInput(rejected, parseForm(body));
  return decide(deps, id, (workflow) =>
    deps.workflows.execute(workflow, rejectDesignUpdate, { revision, reasons }),
  );
}

/**
 * Gives a person's decision to the design's workflow, and answers with the design as the decision left it.
 * Said twice, or about an edit that does not stand any more, it is refused.
 */
async function decide(
  { db }: DecideDeps,
  text: string,
  tell: (workflow: ReturnType<typeof workflowOf>) => Promise<unknown>,
): Promise<IssuingPersonalizationDesign> {
  const design = await findDesign(db, text);
  const workflow = workflowOf(design);
  await tell(workflow);
  return designToWire(await getDesign(db, workflow.scope, design.id));
}

/** @throws `resource_missing`. */
export async function findDesign(db: Kysely<Database>, text: string): Promise<DesignRow> {
  const id = parseId('personalizationDesign', text);
  const design = id && (await findAnyDesign(db, id));
  if (design) return design;
  throw failure('resource_missing', { object: 'personalization design', id: text });
}

const workflowOf = ({ account_id: accountId, livemode, id }: DesignRow) =>
  ({ scope: { accountId, livemode }, kind: 'design_review', objectId: id }) as const;
