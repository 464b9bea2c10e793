import * as z from 'zod';
import { CONTROL_CATEGORIES } from '../domain/merchant/categories.ts';
import { CURRENCIES } from '../domain/money.ts';
import {
  CARD_PRESENCES,
  MERCHANT_NETWORK_IDS_MAX,
  SPENDING_INTERVALS,
  SPENDING_LIMITS_MAX,
} from '../domain/spending-controls.ts';
import { amount, list, text } from './input.ts';
import { country } from './places.ts';

/** More than there are: each may be named once. */
const COUNTRIES_MAX = 300;

/** Networks have 15 characters for it. */
const NETWORK_ID_LENGTH_MAX = 100;

/** A list that restricts. None, and one without an element, restrict nothing: both are null from here on. */
const restriction = <S extends z.ZodType>(element: S, max: number) =>
  list(element, { max })
    .transform((values) => (values.length === 0 ? null : values))
    .optional();

const presences = () => restriction(z.enum(CARD_PRESENCES), CARD_PRESENCES.length);
const categories = () => restriction(z.enum(CONTROL_CATEGORIES), CONTROL_CATEGORIES.length);
const countries = () => restriction(country(), COUNTRIES_MAX);
const merchants = () => restriction(text({ max: NETWORK_ID_LENGTH_MAX }), MERCHANT_NETWORK_IDS_MAX);

const limit = z.strictObject({
  amount: amount({ min: 1n }),
  categories: categories().transform((named) => named ?? null),
  interval: z.enum(SPENDING_INTERVALS),
});

const controls = {
  allowed_card_presences: presences(),
  allowed_categories: categories(),
  allowed_merchant_countries: countries(),
  allowed_merchant_network_ids: merchants(),
  blocked_card_presences: presences(),
  blocked_categories: categories(),
  blocked_merchant_countries: countries(),
  blocked_merchant_network_ids: merchants(),
  spending_limits: list(limit, { max: SPENDING_LIMITS_MAX }).optional(),
};

/** Limits of a card are in its own currency. */
export const cardControls = () => z.strictObject(controls).optional();

/** A cardholder may have cards of several currencies, so its limits say theirs. */
export const cardholderControls = () =>
  z
    .strictObject({ ...controls, spending_limits_currency: z.enum(CURRENCIES).optional() })
    .optional();
