import type { ScreeningState } from './screening.ts';

/** What watch lists are searched for: when one of these changes, an earlier result says nothing any more. */
export interface ScreenedDetails {
  readonly name: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly date_of_birth: string | null;
  readonly address_line1: string;
  readonly address_line2: string | null;
  readonly address_city: string;
  readonly address_state: string | null;
  readonly address_postal_code: string;
  readonly address_country: string;
  /** Sealed anew whenever it is sent, so that it counts as changed. */
  readonly tax_id_sealed: object | null;
}

const DETAILS = [
  'name',
  'first_name',
  'last_name',
  'date_of_birth',
  'address_line1',
  'address_line2',
  'address_city',
  'address_state',
  'address_postal_code',
  'address_country',
  'tax_id_sealed',
] as const satisfies readonly (keyof ScreenedDetails)[];

/** A confirmed match is for good: other details do not open a second trial. */
export const mustScreenAgain = (
  before: ScreenedDetails & { readonly screening: ScreeningState },
  change: Partial<ScreenedDetails>,
): boolean =>
  before.screening !== 'rejected' &&
  DETAILS.some((detail) => detail in change && change[detail] !== before[detail]);
