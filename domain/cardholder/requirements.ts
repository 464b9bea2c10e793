/**
 * What stands between a cardholder and a card in use. Screening speaks first: while it has not
 * cleared the cardholder, that is the reason, whatever else is missing. What is missing is told all
 * the same, from the moment of creation, so that it can be sent while the screening runs.
 */
import { unreachable } from '../invariant.ts';
import { regionOfCardholder } from '../region/regions.ts';
import type { CardholderType, DisabledReason, Requirement } from './cardholder.ts';
import type { ScreeningState } from './screening.ts';

/** The columns that say what is known of a cardholder. */
export interface KnownOfCardholder {
  readonly type: CardholderType;
  readonly screening: ScreeningState;
  readonly address_country: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly date_of_birth: string | null;
  readonly terms_accepted_at: Date | null;
  readonly terms_accepted_ip: string | null;
  readonly tax_id_sealed: object | null;
}

interface Requirements {
  /** Not null: every authorization declines with `cardholder_verification_required`. */
  readonly disabledReason: DisabledReason | null;
  /** What the caller may send to change that, in the order of their names. */
  readonly pastDue: readonly Requirement[];
}

const DATE_OF_BIRTH = [
  'individual.dob.day',
  'individual.dob.month',
  'individual.dob.year',
] as const;
const NAMES = ['individual.first_name', 'individual.last_name'] as const;
const TERMS = [
  'individual.card_issuing.user_terms_acceptance.date',
  'individual.card_issuing.user_terms_acceptance.ip',
] as const;

export function requirementsOf(cardholder: KnownOfCardholder): Requirements {
  if (cardholder.screening === 'rejected')
    return { disabledReason: 'rejected.listed', pastDue: [] };
  const pastDue = [...needed(cardholder)].filter((name) => !isKnown(name, cardholder)).toSorted();
  if (cardholder.screening !== 'clear') return { disabledReason: cardholder.screening, pastDue };
  return { disabledReason: pastDue.length > 0 ? 'requirements.past_due' : null, pastDue };
}

/** A possible match needs what tells two people, or two companies, of one name apart. */
function needed({ type, screening, address_country }: KnownOfCardholder): Iterable<Requirement> {
  const listed = screening === 'listed';
  if (type === 'company') return listed ? ['company.tax_id'] : [];
  const terms = regionOfCardholder(address_country).termsRequired ? TERMS : [];
  const document = listed ? (['individual.verification.document'] as const) : [];
  return [...NAMES, ...DATE_OF_BIRTH, ...terms, ...document];
}

function isKnown(requirement: Requirement, cardholder: KnownOfCardholder): boolean {
  switch (requirement) {
    case 'company.tax_id':
      return cardholder.tax_id_sealed !== null;
    case 'individual.card_issuing.user_terms_acceptance.date':
      return cardholder.terms_accepted_at !== null;
    case 'individual.card_issuing.user_terms_acceptance.ip':
      return cardholder.terms_accepted_ip !== null;
    case 'individual.dob.day':
    case 'individual.dob.month':
    case 'individual.dob.year':
      return cardholder.date_of_birth !== null;
    case 'individual.first_name':
      return cardholder.first_name !== null;
    case 'individual.last_name':
      return cardholder.last_name !== null;
    case 'individual.verification.document':
      // Files cannot be sent yet, so nobody's document is known.
      return false;
    default:
      return unreachable(requirement);
  }
}
