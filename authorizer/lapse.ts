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
