import { findCards } from '../../../../../db/cards/find.ts';
import type { PinCheck } from '../../../../../domain/authorization/verification.ts';
import { parseId } from '../../../../../domain/ids.ts';
import type { Scope } from '../../../../../domain/scope.ts';
import { openPin } from '../../../../../issuance/secrets.ts';
import type { ApiDeps } from '../../../../operation.ts';

interface Entered {
  readonly card: string;
  /** As it was typed at the simulated terminal. */
  readonly pin: string;
}

/**
 * Compares a PIN that was entered with that of the card, as an issuer does online. It is read without a
 * lock: who changes it at this moment may find it right or wrong. An unknown card, the authorizer refuses.
 */
export async function checkPin(
  { db, keyring }: Pick<ApiDeps, 'db' | 'keyring'>,
  scope: Scope,
  { card: named, pin }: Entered,
): Promise<PinCheck> {
  const id = parseId('card', named);
  const [card] = await findCards(db, scope, id ? [id] : []);
  const isRight = card !== undefined && openPin(keyring, card)?.expose() === pin;
  return isRight ? 'online_pin_match' : 'online_pin_mismatch';
}
