import * as z from 'zod';
import { getAccount } from '../../../../db/accounts/get.ts';
import { getCardholder } from '../../../../db/cardholders/get.ts';
import { startFulfillment } from '../../../../db/cards/fulfillment.ts';
import { owned } from '../../../../db/database.ts';
import { recordEvent } from '../../../../db/events/record.ts';
import { toJson } from '../../../../db/json.ts';
import { newId } from '../../../../db/unit-of-work.ts';
import { checkActivation } from '../../../../domain/card/activation.ts';
import { CARD_BRANDS, CARD_TYPES } from '../../../../domain/card/card.ts';
import { checkExpiry, defaultExpiry, type Expiry } from '../../../../domain/card/expiry.ts';
import { checkIssuance } from '../../../../domain/card/issuance.ts';
import { failure } from '../../../../domain/errors.ts';
import { changeControls, newCardControls } from '../../../../domain/spending-controls.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { issueCard } from '../../../../issuance/issue-card.ts';
import { integer, text } from '../../../input.ts';
import { command } from '../../../operation.ts';
import { unavailable } from '../../../unavailable.ts';
import { cardToWire, issuingCard } from '../../../wire/issuing-card.ts';
import { changeable, notYet } from './input.ts';
import { physicalColumns } from './physical.ts';

/** It bounds nothing that is done: it only has to fit where it is counted. */
const PAYMENT_COUNT_MAX = 1_000_000;

const input = z.strictObject({
  ...changeable,
  ...notYet,
  /** Ours: Stripe's program chooses. The account's own choice is the default. */
  brand: z.enum(CARD_BRANDS).optional(),
  cardholder: text(),
  currency: text(),
  exp_month: integer({ min: 1, max: 12 }).optional(),
  exp_year: integer({ min: 2000, max: 2199 }).optional(),
  lifecycle_controls: z
    .strictObject({
      cancel_after: z.strictObject({ payment_count: integer({ min: 1, max: PAYMENT_COUNT_MAX }) }),
    })
    .optional(),
  replacement_for: unavailable('Replacements are'),
  replacement_reason: unavailable('Replacements are'),
  second_line: text().optional(),
  status: z.enum(['active', 'inactive']).default('inactive'),
  type: z.enum(CARD_TYPES),
});

export const createCard = command(
  {
    method: 'post',
    path: '/v1/issuing/cards',
    summary: 'Create a card',
    params: z.strictObject({}),
    input,
    response: issuingCard,
  },
  async ({ input: order, scope, work }, { keyring }) => {
    const account = await getAccount(work.trx, scope.accountId);
    const cardholder = await getCardholder(work.trx, scope, order.cardholder);
    checkIssuance({ account, cardholder, currency: order.currency });
    if (order.status === 'active') checkActivation(cardholder);
    const { month, year } = expiryOf(order, work.now);
    const currency = account.default_currency;
    const controls = changeControls(
      newCardControls(currency),
      order.spending_controls ?? {},
      currency,
    );
    const id = newId(work, 'card');
    const plain = {
      ...owned(scope),
      id,
      chain_id: id,
      created_at: work.now,
      cancel_after_payments: order.lifecycle_controls?.cancel_after.payment_count ?? null,
      cardholder_id: cardholder.id,
      brand: order.brand ?? account.default_brand,
      currency,
      exp_month: month,
      exp_year: year,
      metadata: toJson(mergeMetadata({}, order.metadata)),
      status: order.status,
      type: order.type,
      ...(await physicalColumns(work, order, account)),
    };
    const { card } = await issueCard(work, { card: plain, controls }, { keyring });
    if (card.type === 'physical') await startFulfillment(work, id);
    const object = cardToWire(card, cardholder);
    await recordEvent(work, { type: 'issuing_card.created', object });
    return object;
  },
);

function expiryOf({ exp_month, exp_year }: z.output<typeof input>, now: Date): Expiry {
  if (exp_month === undefined && exp_year === undefined) return defaultExpiry(now);
  if (exp_month === undefined || exp_year === undefined) {
    const name = exp_month === undefined ? 'exp_month' : 'exp_year';
    throw failure('parameter_missing', { name }, { param: name });
  }
  const expiry = { month: exp_month, year: exp_year };
  checkExpiry(expiry, now);
  return expiry;
}
