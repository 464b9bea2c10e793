/** What our cards are not for, whoever holds them (contract §3.2, rule 12). */
import { check } from '../check.ts';
import { amountText } from './amount-text.ts';
import { CASH_LIMIT, isCashMachine } from './cash.ts';

/** Of one authorization with all its increments, in the card's currency: no control raises it (contract §3.3). */
const AUTHORIZATION_MAX = 1_000_000n;

export const authorizationCeiling = check('authorization_ceiling', {
  reads: ({ total }) => ({ total: total.minor, currency: total.currency, max: AUTHORIZATION_MAX }),
  passes: ({ total, max }) => total <= max,
  why: ({ total, currency, max }) =>
    `${amountText(total, currency)} is more than ${amountText(max, currency)}, the most that one authorization can be.`,
});

/**
 * Categories in which money is bought with a card, so that it would be a cash advance or a transfer,
 * which a debit of an Issuing balance is not. Gambling, lawful in places, is left to spending controls.
 */
const UNSUPPORTED_CATEGORIES: Readonly<Record<string, string>> = {
  manual_cash_disburse: 'cash over the counter',
  non_fi_money_orders: 'money orders, foreign currency and quasi-cash',
  wires_money_orders: 'money transfers',
};

export const supportedCategory = check('supported_category', {
  reads: ({ merchant }) => ({ category: merchant.category }),
  passes: ({ category }) => !Object.hasOwn(UNSUPPORTED_CATEGORIES, category),
  why: ({ category }) => `The card cannot pay for ${UNSUPPORTED_CATEGORIES[category]}.`,
});

/**
 * Countries under comprehensive sanctions of the US Treasury (OFAC, "Sanctions Programs and Country
 * Information"), as of 1 July 2025: the Syrian programme ended the day before (E.O. 14312). Regions
 * without a country code of their own cannot be told from what the network sends.
 */
const SANCTIONED_COUNTRIES: readonly string[] = ['CU', 'IR', 'KP'];

export const sanctionedCountry = check('sanctioned_country', {
  reads: ({ merchant }) => ({ country: merchant.country }),
  passes: ({ country }) => country === null || !SANCTIONED_COUNTRIES.includes(country),
  why: ({ country }) => `The merchant is in ${country}, which is under sanctions.`,
});

export const cashWithdrawals = check('cash_withdrawals', {
  reads: ({ merchant, account }) => ({
    category: merchant.category,
    cashWithdrawals: account.cashWithdrawals,
  }),
  passes: (inputs) => inputs.cashWithdrawals || !isCashMachine(inputs.category),
  why: () => 'The account has switched off cash withdrawals.',
});

export const cashLimit = check('cash_limit', {
  reads: ({ merchant, asked, cashUsedToday }) => ({
    category: merchant.category,
    asked: asked.minor,
    currency: asked.currency,
    usedToday: cashUsedToday,
    max: CASH_LIMIT.amount,
  }),
  passes: ({ category, asked, usedToday, max }) =>
    !isCashMachine(category) || asked === 0n || usedToday + asked <= max,
  why: ({ asked, usedToday, max, currency }) =>
    `${amountText(asked, currency)} in cash is too much: ${amountText(usedToday, currency)} of ${amountText(max, currency)} a day have been taken.`,
});
