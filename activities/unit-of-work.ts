import { openUnitOfWork, type WorkDeps } from '../authorizer/unit-of-work.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { Scope } from '../domain/scope.ts';

/**
 * One database transaction in which an activity changes something, at nobody's request. It is not
 * repeated here: when Postgres asks for that the activity fails, and Temporal runs it again.
 */
export const inUnitOfWork = <T>(
  deps: WorkDeps,
  scope: Scope,
  act: (work: UnitOfWork) => Promise<T>,
): Promise<T> =>
  deps.db.transaction().execute(async (trx) => act(await openUnitOfWork({ trx, scope }, deps)));
