import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import type { AccountId, CardId } from '../../domain/ids.ts';
import type { AddressValidation } from '../../providers/address-validation/port.ts';
import type { CardBureau } from '../../providers/card-bureau/port.ts';

export interface CardFulfillmentDeps extends WorkDeps {
  readonly addressValidation: AddressValidation;
  readonly cardBureau: CardBureau;
}

export interface OneCard {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly cardId: CardId;
}
