import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { startFulfillment } from '../../../../db/cards/fulfillment.ts';
import { owned } from '../../../../db/database.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import { toJson } from '../../../../db/json.ts';
import { controlsOf } from '../../../../db/spending-controls.ts';
import { newId } from '../../../../db/unit-of-work.ts';
import { checkActivation } from '../../../../domain/card/activation.ts';
import { CARD_BRANDS, CARD_TYPES } from '../../../../domain/card/card.ts';
import { checkExpiry, defaultExpiry, type Expiry } from '../../../../domain/card/expiry.ts';
import { checkIssuance } from '../../../../domain/card/issuance.ts';
import { failure } from '../../../../domain/errors.ts';
import { changeControls, newCardControls } from '../../../../domain/spending-controls.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { tellCardChanges } from '../../../../issuance/card-change.ts';
import { issueCard } from '../../../../issuance/issue-card.ts';
import { expiryFor, inherited, type Replacement } from '../../../../issuance/replacement.ts';
import { integer, text } from '../../../input.ts';
import { pastOfReplacement } from '../../../limit-replacement.ts';
import { commandAfter } from '../../../operation.ts';
import { cardToWire, issuingCard } from '../../../wire/issuing-card.ts';
import { changeable, notYet } from './input.ts';
import { physicalColumns } from './physical.ts';
import { pinOf } from './pin.ts';
import { cardholderOf, replacementInput, replacementOf } from './replacement.ts';

/** It bounds nothing that is done: it only has to fit where it is counted. */
const PAYMENT_COUNT_MAX = 1_000_000;

const input = z.strictObject({
  ...changeable,
  ...notYet,
  /** Ours: Stripe's program chooses. The account's own choice is the default. */
  brand: z.enum(CARD_BRANDS).optional(),
  /** Required, but for a replacement. */
  cardholder: text().optional(),
  currency: text(),
  exp_month: integer({ min: 1, max: 12 }).optional(),
  exp_year: integer({ min: 2000, max: 2199 }).optional(),
  lifecycle_controls: z
    .strictObject({
      cancel_after: z.strictObject({ payment_count: integer({ min: 1, max: PAYMENT_COUNT_MAX }) }),
    })
    .optional(),
  ...replacementInput,
  second_line: text().optional(),
  status: z.enum(['active', 'inactive']).default('inactive'),
  type: z.enum(CARD_TYPES),
});

export const createCard = commandAfter(
  {
    method: 'post',
    path: '/v1/issuing/cards',
    summary: 'Create a card',
    params: z.strictObject({}),
    input,
    response: issuingCard,
  },
  async ({ input: { replacement_for: original, spending_controls }, scope }, steps) =>
    original === undefined
      ? undefined
      : pastOfReplacement(steps, { scope, original }, spending_controls?.spending_limits),
  async ({ input: order, scope, work, found: past }, deps) => {
    const pin = await pinOf(work, order, deps);
    const account = await getAccount(work.trx, scope.accountId);
    const replacement = await replacementOf(work, order);
    const cardholder = await getCardholder(work.trx, scope, cardholderOf(order, replacement));
    checkIssuance({ account, cardholder, currency: order.currency });
    if (order.status === 'active') checkActivation(cardholder);
    const currency = account.default_currency;
    const standing = replacement
      ? controlsOf(replacement.original.spending_controls)
      : newCardControls(currency);
    const controls = changeControls(standing, order.spending_controls ?? {}, currency);
    const id = newId(work, 'card');
    const plain = {
      ...owned(scope),
      id,
      chain_id: id,
      created_at: work.now,
      cancel_after_payments:
        order.lifecycle_controls?.cancel_after.payment_count ??
        replacement?.original.cancel_after_payments ??
        null,
      cardholder_id: cardholder.id,
      brand: order.brand ?? account.default_brand,
      currency,
      ...(replacement && inherited(replacement)),
      ...expiryOf(order, { now: work.now, replacement }),
      metadata: toJson(mergeMetadata({}, order.metadata)),
      status: order.status,
      type: order.type,
      ...(await physicalColumns(work, order, account)),
    };
    const issue = { card: plain, controls, pin, replacement, past };
    const { card, others } = await issueCard(work, issue, deps);
    if (card.type === 'physical') await startFulfillment(work, id);
    const object = cardToWire(card, cardholder);
    await recordEvent(work, { type: 'issuing_card.created', object });
    await tellCardChanges(work, others, cardholder);
    return object;
  },
);

interface Circumstances {
  readonly now: Date;
  readonly replacement: Replacement | undefined;
}

function expiryOf(order: z.output<typeof input>, { now, replacement }: Circumstances) {
  const asked = askedExpiry(order);
  if (asked) checkExpiry(asked, now);
  const { month, year } = replacement
    ? expiryFor(replacement, asked, now)
    : (asked ?? defaultExpiry(now));
  return { exp_month: month, exp_year: year };
}

function askedExpiry({ exp_month, exp_year }: z.output<typeof input>): Expiry | undefined {
  if (exp_month === undefined && exp_year === undefined) return undefined;
  if (exp_month !== undefined && exp_year !== undefined)
    return { month: exp_month, year: exp_year };
  const name = exp_month === undefined ? 'exp_month' : 'exp_year';
  throw failure('parameter_missing', { name }, { param: name });
}
