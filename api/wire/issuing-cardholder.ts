import * as z from 'zod';
import type { IssuingCardholderRow } from '../../db/database.ts';
import {
  CARDHOLDER_STATUSES,
  CARDHOLDER_TYPES,
  DISABLED_REASONS,
  LOCALES,
  REQUIREMENTS,
} from '../../domain/cardholder/cardholder.ts';
import { requirementsOf } from '../../domain/cardholder/requirements.ts';
import { expandable } from './expandable.ts';
import { spendingControls, spendingControlsToWire } from './spending-controls.ts';

const individual = z.strictObject({
  card_issuing: z.strictObject({
    user_terms_acceptance: z
      .strictObject({
        date: z.int().nullable(),
        ip: z.string().nullable(),
        user_agent: z.string().nullable(),
      })
      .nullable(),
  }),
  dob: z.strictObject({ day: z.int(), month: z.int(), year: z.int() }).nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  verification: z.strictObject({
    /** Null as long as nobody looks at them. Its files are told all the same: they can be expanded. */
    document: z
      .strictObject({
        back: expandable('file').nullable(),
        front: expandable('file').nullable(),
      })
      .nullable(),
  }),
});

/** Whom cards are issued to, as it crosses HTTP. Strict: what is not listed must not leave. */
export const issuingCardholder = z.strictObject({
  id: z.string(),
  object: z.literal('issuing.cardholder'),
  billing: z.strictObject({
    address: z.strictObject({
      city: z.string(),
      country: z.string(),
      line1: z.string(),
      line2: z.string().nullable(),
      postal_code: z.string(),
      state: z.string().nullable(),
    }),
  }),
  company: z.strictObject({ tax_id_provided: z.boolean() }).nullable(),
  created: z.int(),
  email: z.string().nullable(),
  individual: individual.nullable(),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  name: z.string(),
  phone_number: z.string().nullable(),
  preferred_locales: z.array(z.enum(LOCALES)).readonly().nullable(),
  requirements: z.strictObject({
    disabled_reason: z.enum(DISABLED_REASONS).nullable(),
    past_due: z.array(z.enum(REQUIREMENTS)).readonly(),
  }),
  spending_controls: spendingControls,
  status: z.enum(CARDHOLDER_STATUSES),
  type: z.enum(CARDHOLDER_TYPES),
});
export type IssuingCardholder = z.output<typeof issuingCardholder>;

export function cardholderToWire(row: IssuingCardholderRow): IssuingCardholder {
  const { disabledReason, pastDue } = requirementsOf(row);
  const isCompany = row.type === 'company';
  return {
    id: row.id,
    object: 'issuing.cardholder',
    billing: {
      address: {
        city: row.address_city,
        country: row.address_country,
        line1: row.address_line1,
        line2: row.address_line2,
        postal_code: row.address_postal_code,
        state: row.address_state,
      },
    },
    company: isCompany ? { tax_id_provided: row.tax_id_sealed !== null } : null,
    created: seconds(row.created_at),
    email: row.email,
    individual: isCompany ? null : individualToWire(row),
    livemode: row.livemode,
    metadata: row.metadata,
    name: row.name,
    phone_number: row.phone_number,
    preferred_locales: row.preferred_locales,
    requirements: { disabled_reason: disabledReason, past_due: pastDue },
    spending_controls: spendingControlsToWire(row.spending_controls),
    status: row.status,
    type: row.type,
  };
}

function individualToWire(row: IssuingCardholderRow): z.output<typeof individual> {
  const terms = {
    date: row.terms_accepted_at && seconds(row.terms_accepted_at),
    ip: row.terms_accepted_ip,
    user_agent: row.terms_accepted_user_agent,
  };
  const accepted = Object.values(terms).some((value) => value !== null);
  return {
    card_issuing: { user_terms_acceptance: accepted ? terms : null },
    dob: row.date_of_birth === null ? null : dateOfBirthToWire(row.date_of_birth),
    first_name: row.first_name,
    last_name: row.last_name,
    verification: { document: null },
  };
}

/** @param date `YYYY-MM-DD`. */
function dateOfBirthToWire(date: string): { day: number; month: number; year: number } {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { day, month, year };
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
