import type { CardholderStatus } from '../cardholder/cardholder.ts';
import { failure } from '../errors.ts';
import type { CardholderId } from '../ids.ts';
import { regionOf } from '../region/regions.ts';

interface Issuance {
  readonly account: {
    readonly country: string;
    readonly card_issuing: 'active' | 'inactive' | 'pending';
  };
  readonly cardholder: {
    readonly id: CardholderId;
    readonly status: CardholderStatus;
    readonly phone_number: string | null;
  };
  /** As the caller wrote it. */
  readonly currency: string;
}

/**
 * Makes sure that this account may issue a card to this cardholder in this currency.
 *
 * @throws `capability_not_active`, `parameter_invalid` or `cardholder_phone_number_required`.
 */
export function checkIssuance({ account, cardholder, currency }: Issuance): void {
  if (account.card_issuing !== 'active')
    throw failure('capability_not_active', { capability: 'card_issuing' });
  const region = regionOf(account.country);
  if (currency !== region.currency)
    throw failure(
      'parameter_invalid',
      { problem: `Cards of an account in ${account.country} are in ${region.currency}.` },
      { param: 'currency' },
    );
  if (cardholder.status === 'blocked')
    throw failure(
      'parameter_invalid',
      { problem: `Cardholder ${cardholder.id} is blocked and gets no card.` },
      { param: 'cardholder' },
    );
  if (region.phoneRequired && cardholder.phone_number === null)
    throw failure(
      'cardholder_phone_number_required',
      { region: region.name },
      { param: 'cardholder' },
    );
}
