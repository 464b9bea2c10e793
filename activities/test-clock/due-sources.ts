/**
 * What falls due by itself in rows, and not because a workflow waits for it. A test clock stops at each
 * of these instants and does what is due there: to move something with an account's time, add it here, beside
 * the sweep that moves it in real time.
 */
import type { Kysely } from 'kysely';
import { expireChallenge } from '../../authorizer/fraud-challenge.ts';
import { lapseIfDue } from '../../authorizer/lapse.ts';
import { type DueRow, dueChallenges, dueHolds } from '../../db/authorizations/due-of-account.ts';
import type { Database } from '../../db/database.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Scope } from '../../domain/scope.ts';

export interface DueSource {
  /** What is due up to an instant, the earliest first. */
  readonly find: (
    db: Kysely<Database>,
    scope: Scope,
    due: { readonly until: Date; readonly limit: number },
  ) => Promise<readonly DueRow[]>;
  /** Looks at the row again under its lock, and leaves it alone when it is no longer due: so it may be repeated. */
  readonly carryOut: (work: UnitOfWork, id: string) => Promise<unknown>;
}

/** What is due at one instant is done in this order. */
export const DUE_SOURCES: readonly DueSource[] = [
  { find: dueHolds, carryOut: lapseIfDue },
  { find: dueChallenges, carryOut: expireChallenge },
];
