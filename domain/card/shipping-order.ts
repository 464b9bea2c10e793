import { failure } from '../errors.ts';
import { type Address, checkAddressWithin } from '../region/address.ts';
import { REGIONS, regionOf } from '../region/regions.ts';
import { checkDestination } from './destinations.ts';
import type { AddressValidationMode, Shipping, ShippingService, ShippingType } from './shipping.ts';

/** What a caller says of it; what he leaves out is decided here. */
export interface ShippingWish {
  readonly address: Address;
  readonly address_validation?: { readonly mode: AddressValidationMode } | undefined;
  readonly business_name?: string | undefined;
  readonly customs?: { readonly eori_number?: string | undefined } | undefined;
  readonly name: string;
  /** As E.164 writes it. */
  readonly phone_number?: string | undefined;
  readonly require_signature?: boolean | undefined;
  readonly service?: ShippingService | undefined;
  readonly type?: ShippingType | undefined;
}

/** A country and up to fifteen letters and digits (Commission Delegated Regulation (EU) 2015/2446). */
const EORI = /^[A-Z]{2}[A-Z0-9]{1,15}$/;

/** Where customs asks for the number of whoever imports a box of cards. */
const EORI_COUNTRIES: readonly string[] = REGIONS.filter(({ name }) => name !== 'the US').flatMap(
  ({ countries }) => countries,
);

/**
 * The shipping of a new card, or the new shipping of one that is still pending.
 *
 * @throws `country_unsupported`, `state_unsupported`, `postal_code_invalid`, `parameter_missing` or
 *   `parameter_invalid`.
 */
export function orderShipping(wish: ShippingWish, accountCountry: string): Shipping {
  const { address, service = 'standard', type = 'individual' } = wish;
  checkDestination(address.country, 'shipping[address][country]');
  checkAddressWithin(address, 'shipping[address]');
  return {
    address,
    address_validation: {
      mode: wish.address_validation?.mode ?? 'disabled',
      normalized_address: null,
      result: null,
    },
    business_name: wish.business_name ?? null,
    customs: customsOf(wish, type),
    name: wish.name,
    phone_number: wish.phone_number ?? null,
    require_signature: signatureOf({ accountCountry, service, wish: wish.require_signature }),
    service,
    type,
  };
}

function customsOf({ address, customs }: ShippingWish, type: ShippingType): Shipping['customs'] {
  const param = 'shipping[customs][eori_number]';
  const eori = customs?.eori_number;
  if (type === 'bulk' && eori === undefined && EORI_COUNTRIES.includes(address.country))
    throw failure('parameter_missing', { name: param }, { param });
  if (eori === undefined) return null;
  if (EORI.test(eori)) return { eori_number: eori };
  const problem = 'An EORI number is a country code and up to 15 letters and digits.';
  throw failure('parameter_invalid', { problem }, { param });
}

interface Signature {
  readonly accountCountry: string;
  readonly service: ShippingService;
  readonly wish: boolean | undefined;
}

/** Only carriers of American programs ask for one, and never in the standard mail (contract §6.2). */
function signatureOf({ accountCountry, service, wish }: Signature): boolean {
  const problem = signatureProblem({ accountCountry, service });
  if (wish !== true || problem === undefined) return wish ?? problem === undefined;
  throw failure('parameter_invalid', { problem }, { param: 'shipping[require_signature]' });
}

function signatureProblem({ accountCountry, service }: Omit<Signature, 'wish'>) {
  const { name } = regionOf(accountCountry);
  if (name !== 'the US') return `Cards of accounts in ${name} are delivered without a signature.`;
  return service === 'standard' ? 'The standard mail asks for no signature.' : undefined;
}
