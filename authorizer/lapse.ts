import { findDueAuthorizations } from '../db/authorizations/find-due.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { expire } from '../domain/authorization/life/release.ts';
import { isDue } from '../domain/authorization/validity.ts';
import { lockAsItStands, takeStep } from './advance.ts';

/**
 * Lets an approval lapse whose time has passed, and says whether it did. One that has been captured,
 * reversed or has lapsed since it was found stays as it is: so this may be repeated.
 */
export async function lapseIfDue(work: UnitOfWork, authorization: string): Promise<boolean> {
  const locked = await lockAsItStands(work, authorization);
  if (!isDue(locked.view.authorization, work.now)) return false;
  await takeStep(work, locked, expire(locked.standing));
  return true;
}

/** What a purchase may wait for while others lapse. The sweep takes the rest within a minute. */
const LAPSES_MAX = 20;

/**
 * Lets the oldest approvals of a tenant lapse whose time has passed, for a purchase that needs what they
 * hold. Says how many there were. Its balance is locked.
 */
export async function lapseDueOf(work: UnitOfWork): Promise<number> {
  const { trx, scope, now } = work;
  const due = await findDueAuthorizations(trx, { scope, now, limit: LAPSES_MAX });
  for (const { id } of due) await lapseIfDue(work, id);
  return due.length;
}
