import * as z from 'zod';
import { CURRENCIES, type Currency } from '../../domain/money.ts';
import { toWireAmount } from './amount.ts';

/** All money of the payments balance is of the kind that Stripe calls `card`: what is not held apart. */
const sourceTypes = z.strictObject({ card: z.int() });
const part = z.strictObject({ amount: z.int(), currency: z.enum(CURRENCIES) });
const paymentsPart = part.extend({ source_types: sourceTypes });

/** What an account has, by balance and currency, in minor units. */
export const balance = z.strictObject({
  object: z.literal('balance'),
  available: z.array(paymentsPart),
  instant_available: z.array(paymentsPart),
  issuing: z.strictObject({ available: z.array(part) }),
  livemode: z.boolean(),
  pending: z.array(paymentsPart),
});
export type Balance = z.output<typeof balance>;

type ByCurrency = ReadonlyMap<Currency, bigint>;

interface BalancesOfAccount {
  readonly currency: Currency;
  /** What can be spent with cards. */
  readonly issuing: ByCurrency;
  /** What can be moved to cards, or paid out. */
  readonly payments: ByCurrency;
  /** What is on its way to the payments balance. */
  readonly arriving: ByCurrency;
  readonly livemode: boolean;
}

/** A balance that was never used is nought in the account's own currency. */
export function balanceToWire(balances: BalancesOfAccount): Balance {
  const { currency, issuing, payments, arriving, livemode } = balances;
  const partsOf = (amounts: ByCurrency, like: ByCurrency = amounts) =>
    [...new Set([currency, ...like.keys()])].map((each) => ({
      amount: toWireAmount(amounts.get(each) ?? 0n),
      currency: each,
    }));
  const paymentsParts = (amounts: ByCurrency) =>
    partsOf(amounts, payments).map((each) => ({ ...each, source_types: { card: each.amount } }));
  const above = new Map([...payments].map(([each, minor]) => [each, minor > 0n ? minor : 0n]));
  return {
    object: 'balance',
    available: paymentsParts(payments),
    instant_available: paymentsParts(above),
    issuing: { available: partsOf(issuing) },
    livemode,
    pending: paymentsParts(arriving),
  };
}
