import * as z from 'zod';
import type { AccountRow } from '../../db/database.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { toWireTime } from './amount.ts';
import { listOf } from './list.ts';

/** What has to be provided before something stops working: nothing, because the sandbox has verified all of it. */
const requirements = z.strictObject({
  alternatives: z.array(z.never()),
  current_deadline: z.null(),
  currently_due: z.array(z.never()),
  disabled_reason: z.null(),
  errors: z.array(z.never()),
  eventually_due: z.array(z.never()),
  past_due: z.array(z.never()),
  pending_verification: z.array(z.never()),
});

const businessProfile = z.strictObject({
  annual_revenue: z.null(),
  estimated_worker_count: z.null(),
  mcc: z.null(),
  minority_owned_business_designation: z.null(),
  name: z.string(),
  product_description: z.null(),
  specified_commercial_transactions_act_url: z.null(),
  support_address: z.null(),
  support_email: z.null(),
  support_phone: z.null(),
  support_url: z.null(),
  url: z.null(),
});

const settings = z.strictObject({
  branding: z.strictObject({
    icon: z.null(),
    logo: z.null(),
    primary_color: z.null(),
    secondary_color: z.null(),
  }),
  card_issuing: z.strictObject({
    tos_acceptance: z.strictObject({ date: z.null(), ip: z.null() }),
  }),
  card_payments: z.strictObject({
    statement_descriptor_prefix: z.null(),
    statement_descriptor_prefix_kana: z.null(),
    statement_descriptor_prefix_kanji: z.null(),
  }),
  dashboard: z.strictObject({ display_name: z.string(), timezone: z.literal('Etc/UTC') }),
  payments: z.strictObject({
    statement_descriptor: z.null(),
    statement_descriptor_kana: z.null(),
    statement_descriptor_kanji: z.null(),
    statement_descriptor_prefix_kana: z.null(),
    statement_descriptor_prefix_kanji: z.null(),
  }),
});

/** The account that a key belongs to, as it crosses HTTP. It issues cards; it takes no payments. */
export const account = z.strictObject({
  id: z.string(),
  object: z.literal('account'),
  business_profile: businessProfile,
  business_type: z.literal('company'),
  capabilities: z.strictObject({ card_issuing: z.enum(['active', 'inactive', 'pending']) }),
  charges_enabled: z.literal(false),
  company: z.strictObject({ name: z.string() }),
  controller: z.strictObject({ type: z.literal('account') }),
  country: z.string(),
  created: z.int(),
  default_currency: z.enum(CURRENCIES),
  details_submitted: z.literal(true),
  email: z.null(),
  external_accounts: listOf(z.never()),
  future_requirements: requirements,
  groups: z.null(),
  metadata: z.record(z.string(), z.string()),
  payouts_enabled: z.literal(false),
  requirements,
  settings,
  tos_acceptance: z.strictObject({ date: z.null(), ip: z.null(), user_agent: z.null() }),
  type: z.literal('standard'),
});
export type Account = z.output<typeof account>;

export function accountToWire(row: AccountRow): Account {
  return {
    id: row.id,
    object: 'account',
    business_profile: { ...NO_BUSINESS_PROFILE, name: row.business_name },
    business_type: 'company',
    capabilities: { card_issuing: row.card_issuing },
    charges_enabled: false,
    company: { name: row.business_name },
    controller: { type: 'account' },
    country: row.country,
    created: toWireTime(row.created_at),
    default_currency: row.default_currency,
    details_submitted: true,
    email: null,
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/accounts/${row.id}/external_accounts`,
    },
    future_requirements: NOTHING_REQUIRED,
    groups: null,
    metadata: {},
    payouts_enabled: false,
    requirements: NOTHING_REQUIRED,
    settings: {
      ...NO_SETTINGS,
      dashboard: { display_name: row.business_name, timezone: 'Etc/UTC' },
    },
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: 'standard',
  };
}

const NOTHING_REQUIRED: Account['requirements'] = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

const NO_BUSINESS_PROFILE = {
  annual_revenue: null,
  estimated_worker_count: null,
  mcc: null,
  minority_owned_business_designation: null,
  product_description: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
} as const;

const NO_SETTINGS = {
  branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
  card_issuing: { tos_acceptance: { date: null, ip: null } },
  card_payments: {
    statement_descriptor_prefix: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  payments: {
    statement_descriptor: null,
    statement_descriptor_kana: null,
    statement_descriptor_kanji: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
} as const;
