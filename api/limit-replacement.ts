import { addUpPast } from '../db/spending-usage/add-up-past.ts';
import { beginCounting } from '../db/spending-usage/begin-counting.ts';
import type { LimitOwner } from '../db/spending-usage/find.ts';
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
