import type { KnownSecret } from './forms.ts';

/** A cardholder, as the request that makes one, and all that nobody else may read of it. */
export interface Person {
  readonly form: Readonly<Record<string, unknown>>;
  readonly secrets: readonly KnownSecret[];
}

interface Individual extends Person {
  readonly name: string;
  readonly email: string;
}

interface Facts {
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  /** `YYYY-MM-DD`. */
  readonly born: string;
  readonly line1: string;
  readonly ip: string;
  readonly userAgent: string;
}

/** The birth date that is on every list of the sandbox. */
const LISTED = '1900-01-01';

export const CLEAN = individual({
  first: 'Quillian',
  last: 'Brightwater',
  email: 'lighthouse.keeper@quillpost.example',
  phone: '+12025550147',
  born: '1983-07-19',
  line1: '77 Quagmire Lane',
  ip: '198.51.100.177',
  userAgent: 'Pocketbrowser/7.31',
});

/** A name that JSON, addresses and base64 each write in another way. */
export const ON_A_LIST = individual({
  first: 'Aurélienne',
  last: "D'Quillmark",
  email: 'harbour+cards@quillpost.example',
  phone: '+12025550158',
  born: LISTED,
  line1: '12 Périgord & Sons Yard',
  ip: '2001:db8:77::1900',
  userAgent: 'Lanternbrowser/19.00 "beta"',
});

export const REFUSED = individual({
  first: 'Ottoline',
  last: 'Grimthorpe',
  email: 'orchard.gate@thornpost.example',
  phone: '+12025550169',
  born: '1971-12-05',
  line1: '3 Thornapple Steps',
  ip: '203.0.113.169',
  userAgent: 'Thornbrowser/71.12',
});

export const OF_ANOTHER_ACCOUNT = individual({
  first: 'Bartholomea',
  last: 'Wexcombe',
  email: 'copper.kettle@wexpost.example',
  phone: '+12025550170',
  born: '1968-02-27',
  line1: '40 Kettlestone Rise',
  ip: '203.0.113.68',
  userAgent: 'Wexbrowser/68.27',
});

const FIRM_NAME = 'Thistlemark & Gorse';
const FIRM_LINE1 = '9 Gorsefield Wharf';
const FIRM_TAX_ID = '47-3920185';

export const FIRM: Person = {
  form: {
    type: 'company',
    name: FIRM_NAME,
    company: { tax_id: FIRM_TAX_ID },
    billing: { address: addressAt(FIRM_LINE1) },
  },
  secrets: [
    { kind: 'name', value: FIRM_NAME },
    { kind: 'address', value: FIRM_LINE1 },
    { kind: 'tax id', value: FIRM_TAX_ID },
  ],
};

function individual({ first, last, email, phone, born, line1, ip, userAgent }: Facts): Individual {
  const [year, month, day] = born.split('-').map(Number);
  const accepted = { date: 1_700_000_000, ip, user_agent: userAgent };
  const name = `${first} ${last}`;
  return {
    name,
    email,
    form: {
      name,
      email,
      phone_number: phone,
      individual: {
        first_name: first,
        last_name: last,
        dob: { day, month, year },
        card_issuing: { user_terms_acceptance: accepted },
      },
      billing: { address: addressAt(line1) },
    },
    secrets: [
      { kind: 'name', value: name },
      { kind: 'name', value: first },
      { kind: 'name', value: last },
      { kind: 'email', value: email },
      { kind: 'phone', value: phone },
      { kind: 'birth date', value: born },
      { kind: 'address', value: line1 },
      { kind: 'device', value: ip },
      { kind: 'device', value: userAgent },
    ],
  };
}

function addressAt(line1: string) {
  return { line1, city: 'San Francisco', state: 'CA', postal_code: '94111', country: 'US' };
}
