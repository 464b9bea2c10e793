import { describe, expect, test } from 'vitest';
import { type KnownOfCardholder, requirementsOf } from '../../../domain/cardholder/requirements.ts';

const ada: KnownOfCardholder = {
  type: 'individual',
  screening: 'clear',
  address_country: 'US',
  first_name: 'Ada',
  last_name: 'Lovelace',
  date_of_birth: '1985-12-10',
  terms_accepted_at: new Date(0),
  terms_accepted_ip: '203.0.113.7',
  tax_id_sealed: null,
};
const company: KnownOfCardholder = {
  type: 'company',
  screening: 'clear',
  address_country: 'US',
  first_name: null,
  last_name: null,
  date_of_birth: null,
  terms_accepted_at: null,
  terms_accepted_ip: null,
  tax_id_sealed: null,
};

const NAMES = ['individual.first_name', 'individual.last_name'];
const BIRTH = ['individual.dob.day', 'individual.dob.month', 'individual.dob.year'];
const TERMS = [
  'individual.card_issuing.user_terms_acceptance.date',
  'individual.card_issuing.user_terms_acceptance.ip',
];
const DOCUMENT = 'individual.verification.document';
const nothing: Partial<KnownOfCardholder> = {
  first_name: null,
  last_name: null,
  date_of_birth: null,
  terms_accepted_at: null,
  terms_accepted_ip: null,
};

describe('each missing fact is past due by its own name', () => {
  test.each<[Partial<KnownOfCardholder>, string[]]>([
    [{ first_name: null }, ['individual.first_name']],
    [{ last_name: null }, ['individual.last_name']],
    [{ date_of_birth: null }, BIRTH],
    [{ terms_accepted_at: null }, [TERMS[0] ?? '']],
    [{ terms_accepted_ip: null }, [TERMS[1] ?? '']],
    [nothing, [...TERMS, ...BIRTH, ...NAMES]],
    [{}, []],
  ])('%j', (missing, pastDue) => {
    expect(requirementsOf({ ...ada, ...missing })).toEqual({
      disabledReason: pastDue.length > 0 ? 'requirements.past_due' : null,
      pastDue,
    });
  });
});

interface Row {
  readonly name: string;
  readonly cardholder: KnownOfCardholder;
  readonly disabledReason: string | null;
  readonly pastDue: readonly string[];
}
const row = (name: string, cardholder: KnownOfCardholder) => ({
  is: (disabledReason: string | null, ...pastDue: readonly string[]): Row => ({
    name,
    cardholder,
    disabledReason,
    pastDue,
  }),
});
const blank = { ...ada, ...nothing };

/** Every type, region and state of screening, with everything known and with nothing. */
describe('the screening speaks first, and what is missing is told all the same', () => {
  test.each([
    row('complete', ada).is(null),
    row('screened', { ...ada, screening: 'under_review' }).is('under_review'),
    row('listed', { ...ada, screening: 'listed' }).is('listed', DOCUMENT),
    row('rejected', { ...ada, screening: 'rejected' }).is('rejected.listed'),
    row('blank', blank).is('requirements.past_due', ...TERMS, ...BIRTH, ...NAMES),
    row('blank, screened', { ...blank, screening: 'under_review' }).is(
      'under_review',
      ...TERMS,
      ...BIRTH,
      ...NAMES,
    ),
    row('blank, listed', { ...blank, screening: 'listed' }).is(
      'listed',
      ...TERMS,
      ...BIRTH,
      ...NAMES,
      DOCUMENT,
    ),
    row('blank, rejected', { ...blank, screening: 'rejected' }).is('rejected.listed'),
    row('British', { ...blank, address_country: 'GB' }).is(
      'requirements.past_due',
      ...BIRTH,
      ...NAMES,
    ),
    row('Polish', { ...blank, address_country: 'PL' }).is(
      'requirements.past_due',
      ...BIRTH,
      ...NAMES,
    ),
    row('company', company).is(null),
    row('company, screened', { ...company, screening: 'under_review' }).is('under_review'),
    row('company, listed', { ...company, screening: 'listed' }).is('listed', 'company.tax_id'),
    row('company, listed, known', {
      ...company,
      screening: 'listed',
      tax_id_sealed: Buffer.of(1),
    }).is('listed'),
    row('company, rejected', { ...company, screening: 'rejected' }).is('rejected.listed'),
  ])('$name', ({ cardholder, disabledReason, pastDue }) => {
    expect(requirementsOf(cardholder)).toEqual({ disabledReason, pastDue });
  });
});
