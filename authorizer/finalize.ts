import type { AuthorizationView } from '../db/authorizations/views.ts';
import { type FleetJson, type FuelJson, toJson } from '../db/json.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { finalize } from '../domain/authorization/life/adjust.ts';
import { money } from '../domain/money.ts';
import { lockStanding, takeStep } from './advance.ts';

interface FinalAmount {
  readonly authorization: string;
  readonly amount: bigint;
  /** What was dispensed. Absent: what was said before stays. */
  readonly fleet: FleetJson | undefined;
  readonly fuel: FuelJson | undefined;
}

/**
 * The merchant says what an estimate came to, and the hold follows, whatever the balance is: it has been
 * dispensed already (contract §2.3).
 *
 * @throws `status_transition_invalid` unless it is pending and has not been captured.
 */
export async function finalizeAuthorization(
  work: UnitOfWork,
  { authorization, amount, fleet, fuel }: FinalAmount,
): Promise<AuthorizationView> {
  const locked = await lockStanding(work, authorization);
  const step = finalize(locked.standing, money(amount, locked.standing.amount.currency));
  const change = { ...(fleet && { fleet: toJson(fleet) }), ...(fuel && { fuel: toJson(fuel) }) };
  return takeStep(work, locked, { ...step, change });
}
