import type { AuthorizationView } from '../db/authorizations/views.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { expire, reverse } from '../domain/authorization/life/release.ts';
import { money } from '../domain/money.ts';
import { lockAsItStands, lockStanding, takeStep } from './advance.ts';

/**
 * The network undoes an authorization, or the named part of it, and the funds are free again.
 *
 * @throws `status_transition_invalid` unless it is pending; `amount_too_large` beyond what is held.
 */
export async function reverseAuthorization(
  work: UnitOfWork,
  authorization: string,
  amount: bigint | undefined,
): Promise<AuthorizationView> {
  const locked = await lockStanding(work, authorization);
  const { standing } = locked;
  const part = amount === undefined ? standing.amount : money(amount, standing.amount.currency);
  return takeStep(work, locked, reverse(standing, part));
}

/**
 * The approval lapses and the funds are free again; a late capture is still possible.
 *
 * @throws `status_transition_invalid` unless it is pending.
 */
export async function expireAuthorization(
  work: UnitOfWork,
  authorization: string,
): Promise<AuthorizationView> {
  const locked = await lockAsItStands(work, authorization);
  return takeStep(work, locked, expire(locked.standing));
}
