import * as z from 'zod';
import type { IssuingCardholderRow, PlainCardRow } from '../../db/database.ts';
import {
  CANCELLATION_REASONS,
  CARD_BRANDS,
  CARD_STATUSES,
  CARD_TYPES,
  REPLACEMENT_REASONS,
} from '../../domain/card/card.ts';
import type { Cvc, Pan } from '../../domain/card/pan.ts';
import { WALLET_REFUSALS, walletRefusal } from '../../domain/card/wallet.ts';
import { FRAUD_WARNING_TYPES } from '../../domain/fraud/warning.ts';
import { CURRENCIES } from '../../domain/money.ts';
import { cardShipping, shippingToWire } from './card-shipping.ts';
import { expandable } from './expandable.ts';
import { cardholderToWire, issuingCardholder } from './issuing-cardholder.ts';
import { spendingControls, spendingControlsToWire } from './spending-controls.ts';

const wallet = z.strictObject({
  eligible: z.boolean(),
  ineligible_reason: z.enum(WALLET_REFUSALS).nullable(),
});

/** The card as it crosses HTTP. Strict: what is not listed must not leave. */
export const issuingCard = z.strictObject({
  id: z.string(),
  object: z.literal('issuing.card'),
  brand: z.enum(CARD_BRANDS),
  cancellation_reason: z.enum(CANCELLATION_REASONS).nullable(),
  cardholder: issuingCardholder,
  created: z.int(),
  currency: z.enum(CURRENCIES),
  /** Only after an explicit request: else the key is absent, not null. So it is with `number`. */
  cvc: z.string().exactOptional(),
  exp_month: z.int(),
  exp_year: z.int(),
  financial_account: z.null(),
  last4: z.string().length(4),
  latest_fraud_warning: z
    .strictObject({ started_at: z.int(), type: z.enum(FRAUD_WARNING_TYPES) })
    .nullable(),
  lifecycle_controls: z
    .strictObject({ cancel_after: z.strictObject({ payment_count: z.int() }) })
    .nullable(),
  livemode: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  number: z.string().exactOptional(),
  personalization_design: expandable('issuing.personalization_design').nullable(),
  replaced_by: expandable('issuing.card').nullable(),
  replacement_for: expandable('issuing.card').nullable(),
  replacement_reason: z.enum(REPLACEMENT_REASONS).nullable(),
  second_line: z.string().nullable(),
  shipping: cardShipping.nullable(),
  spending_controls: spendingControls,
  status: z.enum(CARD_STATUSES),
  type: z.enum(CARD_TYPES),
  wallets: z.strictObject({
    apple_pay: wallet,
    google_pay: wallet,
    primary_account_identifier: z.null(),
  }),
});
export type IssuingCard = z.output<typeof issuingCard>;

/** What was asked for by `expand` on a retrieve, and nowhere else. */
export interface Revealed {
  readonly number?: Pan | undefined;
  readonly cvc?: Cvc | undefined;
}

/** Field by field: a row that grows a column does not grow the wire. */
export function cardToWire(
  card: PlainCardRow,
  cardholder: IssuingCardholderRow,
  { number, cvc }: Revealed = {},
): IssuingCard {
  return {
    id: card.id,
    object: 'issuing.card',
    brand: card.brand,
    cancellation_reason: card.cancellation_reason,
    cardholder: cardholderToWire(cardholder),
    created: Math.floor(card.created_at.getTime() / 1000),
    currency: card.currency,
    ...(cvc && { cvc: cvc.expose() }),
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    financial_account: null,
    last4: card.last4,
    latest_fraud_warning: card.latest_fraud_warning,
    lifecycle_controls:
      card.cancel_after_payments === null
        ? null
        : { cancel_after: { payment_count: card.cancel_after_payments } },
    livemode: card.livemode,
    metadata: card.metadata,
    ...(number && { number: number.expose() }),
    personalization_design: card.personalization_design_id,
    replaced_by: card.replaced_by,
    replacement_for: card.replacement_for,
    replacement_reason: card.replacement_reason,
    second_line: card.second_line,
    shipping: shippingToWire(card),
    spending_controls: spendingControlsToWire(card.spending_controls),
    status: card.status,
    type: card.type,
    wallets: walletsToWire(cardholder),
  };
}

function walletsToWire(cardholder: IssuingCardholderRow): IssuingCard['wallets'] {
  const refusal = walletRefusal(cardholder);
  const eligibility = { eligible: refusal === null, ineligible_reason: refusal };
  return { apple_pay: eligibility, google_pay: eligibility, primary_account_identifier: null };
}
