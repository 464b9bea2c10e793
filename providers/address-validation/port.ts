import type { AddressValidationResult } from '../../domain/card/shipping.ts';
import type { Address } from '../../domain/region/address.ts';
import type { Scope } from '../../domain/scope.ts';

export interface CheckedAddress {
  /** As the post of the country writes it. Of an address that nobody knows, as well as can be. */
  readonly normalized: Address;
  readonly result: AddressValidationResult;
}

/** Knows the addresses that there are. */
export interface AddressValidation {
  /**
   * May be asked again for the same address, and then gives the same answer.
   * @throws `service_unavailable` when it cannot answer now: the caller asks again.
   */
  readonly check: (request: {
    readonly scope: Scope;
    /** Personal data: it goes to the provider and nowhere else, into no log and no workflow. */
    readonly address: Address;
  }) => Promise<CheckedAddress>;
}
