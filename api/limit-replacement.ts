import { findCards } from '../db/cards/find.ts';
import { controlsOf } from '../db/spending-controls.ts';
import { addUpPast } from '../db/spending-usage/add-up-past.ts';
import { beginCounting } from '../db/spending-usage/begin-counting.ts';
import type { LimitOwner } from '../db/spending-usage/find.ts';
import { parseId } from '../domain/ids.ts';
import type { Scope } from '../domain/scope.ts';
import type { PastUsage } from '../domain/spending/replacement.ts';
import { countersFor } from '../domain/spending/usage.ts';
import type { SpendingLimit } from '../domain/spending-controls.ts';
import type { StepsBefore } from './operation.ts';

/**
 * What must be known before new limits come into force: what their owner has spent already. Undefined
 * when the request leaves the limits as they are. How purchases go on meanwhile and are not lost is in
 * `domain/spending/replacement.ts`.
 */
export async function pastOfLimits(
  { db, transact }: StepsBefore,
  owner: LimitOwner,
  limits: readonly SpendingLimit[] | undefined,
): Promise<PastUsage | undefined> {
  if (limits === undefined) return undefined;
  const signatures = countersFor({ spending_limits: limits });
  if (signatures.length === 0) return {};
  const begun = await transact((work) => beginCounting(work, owner.ownerId, signatures));
  return begun.length === 0 ? {} : addUpPast(db, owner, begun);
}

/**
 * The same for a card that replaces another one, whose chain has spent before: with limits of its own, or
 * with those of its original. Nothing when there is no such card: who replaces it says so.
 */
export async function pastOfReplacement(
  steps: StepsBefore,
  { scope, original }: { readonly scope: Scope; readonly original: string },
  limits: readonly SpendingLimit[] | undefined,
): Promise<PastUsage | undefined> {
  const id = parseId('card', original);
  const [card] = await findCards(steps.db, scope, id ? [id] : []);
  if (!card) return undefined;
  const standing = controlsOf(card.spending_controls).spending_limits;
  return pastOfLimits(steps, { scope, ownerId: card.chain_id }, limits ?? standing);
}
