import * as z from 'zod';
import type { BankAccountVerificationRow, SetupIntentRow } from '../../db/tables/pull-funding.ts';
import type { VerificationFailure } from '../../domain/bank-account/verification.ts';
import { toWireTime } from './amount.ts';
import { expandable } from './expandable.ts';

const FAILURES = {
  attempts_exceeded: {
    code: 'payment_method_microdeposit_verification_attempts_exceeded',
    message: 'The amounts were entered wrongly too often.',
  },
  not_sent: {
    code: 'payment_method_microdeposit_failed',
    message: 'Micro-deposits could not be sent to the bank account.',
  },
  timed_out: {
    code: 'payment_method_microdeposit_verification_timeout',
    message: 'The amounts were not entered within ten days.',
  },
} as const satisfies Record<
  VerificationFailure,
  { readonly code: string; readonly message: string }
>;

/** The proof of a bank account before money is pulled from it, as it crosses HTTP. */
export const setupIntent = z.strictObject({
  id: z.string(),
  object: z.literal('setup_intent'),
  allowed_payment_method_types: z.null(),
  application: z.null(),
  attach_to_self: z.boolean(),
  automatic_payment_methods: z.null(),
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'requested_by_customer']).nullable(),
  client_secret: z.string(),
  created: z.int(),
  customer: z.null(),
  customer_account: z.null(),
  description: z.string().nullable(),
  excluded_payment_method_types: z.null(),
  flow_directions: z.array(z.enum(['inbound', 'outbound'])).nullable(),
  last_setup_error: z
    .strictObject({
      code: z.string(),
      message: z.string(),
      type: z.literal('invalid_request_error'),
    })
    .nullable(),
  latest_attempt: z.null(),
  livemode: z.boolean(),
  mandate: z.null(),
  metadata: z.record(z.string(), z.string()),
  next_action: z
    .strictObject({
      type: z.literal('verify_with_microdeposits'),
      verify_with_microdeposits: z.strictObject({
        arrival_date: z.int(),
        /** There is no page for it: the operation that takes the amounts. */
        hosted_verification_url: z.string(),
        microdeposit_type: z.enum(['amounts', 'descriptor_code']),
      }),
    })
    .nullable(),
  on_behalf_of: z.null(),
  payment_method: expandable('payment_method').nullable(),
  payment_method_configuration_details: z.null(),
  payment_method_options: z.strictObject({
    us_bank_account: z.strictObject({
      verification_method: z.enum(['automatic', 'microdeposits']),
    }),
  }),
  payment_method_types: z.array(z.literal('us_bank_account')),
  single_use_mandate: z.null(),
  status: z.enum([
    'canceled',
    'requires_action',
    'requires_confirmation',
    'requires_payment_method',
    'succeeded',
  ]),
  usage: z.enum(['off_session', 'on_session']),
});
export type SetupIntent = z.output<typeof setupIntent>;

export interface SetupIntentView {
  readonly intent: SetupIntentRow;
  /** Of its bank account, when there is one. */
  readonly verification?: BankAccountVerificationRow | undefined;
}

export function setupIntentToWire({ intent: row, verification }: SetupIntentView): SetupIntent {
  return {
    id: row.id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    attach_to_self: row.attach_to_self,
    automatic_payment_methods: null,
    cancellation_reason: row.cancellation_reason,
    client_secret: row.client_secret,
    created: toWireTime(row.created_at),
    customer: null,
    customer_account: null,
    description: row.description,
    excluded_payment_method_types: null,
    flow_directions: row.flow_directions,
    last_setup_error: row.last_error && {
      ...FAILURES[row.last_error],
      type: 'invalid_request_error',
    },
    latest_attempt: null,
    livemode: row.livemode,
    mandate: null,
    metadata: row.metadata,
    next_action: nextAction(row, verification),
    on_behalf_of: null,
    payment_method: row.payment_method_id,
    payment_method_configuration_details: null,
    payment_method_options: { us_bank_account: { verification_method: 'microdeposits' } },
    payment_method_types: ['us_bank_account'],
    single_use_mandate: null,
    status: row.status,
    usage: row.usage,
  };
}

function nextAction(
  { id, status }: SetupIntentRow,
  verification: BankAccountVerificationRow | undefined,
): SetupIntent['next_action'] {
  if (status !== 'requires_action' || !verification) return null;
  return {
    type: 'verify_with_microdeposits',
    verify_with_microdeposits: {
      arrival_date: toWireTime(verification.arrives_at),
      hosted_verification_url: `/v1/setup_intents/${id}/verify_microdeposits`,
      microdeposit_type: verification.method,
    },
  };
}
