import type { CardBrand } from '../../domain/card/card.ts';
import type { Expiry } from '../../domain/card/expiry.ts';
import type { Cvc, Pan } from '../../domain/card/pan.ts';
import type { Carrier, Shipping } from '../../domain/card/shipping.ts';
import type { CardBoxId, CardId, PersonalizationDesignId } from '../../domain/ids.ts';
import type { Address } from '../../domain/region/address.ts';
import type { Scope } from '../../domain/scope.ts';

/** All that is embossed, encoded and printed, and where it goes. It leaves for the bureau and nowhere else. */
export interface CardOrder {
  readonly scope: Scope;
  readonly cardId: CardId;
  /** Names the business act: the same order twice is one card. */
  readonly idempotencyKey: string;
  readonly card: {
    readonly brand: CardBrand;
    readonly number: Pan;
    readonly cvc: Cvc;
    readonly expiry: Expiry;
    readonly name: string;
    readonly secondLine: string | null;
    /** Null: a plain card. */
    readonly designId: PersonalizationDesignId | null;
  };
  readonly shipping: Pick<
    Shipping,
    'business_name' | 'customs' | 'name' | 'phone_number' | 'require_signature' | 'service'
  > & { readonly address: Address };
  /** The box that it is packed into. Null: it goes by itself. */
  readonly boxId: CardBoxId | null;
}

export interface Parcel {
  readonly scope: Scope;
  /** A card that goes by itself, or the box that it lies in: a box has one number for all its cards. */
  readonly parcelId: CardBoxId | CardId;
  readonly carrier: Carrier;
}

/** Makes cards and hands them to carriers. */
export interface CardBureau {
  /**
   * @returns `rejected` when the bureau will never make this card.
   * @throws `service_unavailable` when it cannot answer now: the caller asks again.
   */
  readonly order: (order: CardOrder) => Promise<'accepted' | 'rejected'>;
  /**
   * By which number the carrier knows a parcel that is tracked. Asked again it is the same.
   * @throws `service_unavailable` when it cannot answer now: the caller asks again.
   */
  readonly track: (parcel: Parcel) => Promise<string>;
}
