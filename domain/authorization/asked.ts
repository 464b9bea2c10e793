import { failure } from '../errors.ts';
import { convert, impliedRate } from '../exchange/convert.ts';
import type { MerchantCurrency } from '../exchange/currencies.ts';
import { type RateTable, rateBetween } from '../exchange/rates.ts';
import { type Currency, type Money, money } from '../money.ts';
import { heldFor } from './fuel.ts';

/** The amounts of a purchase as a network names them: in the card's currency, the merchant's, or both. */
export interface NamedAmounts {
  /** In the card's currency. Nought asks only whether the card is good. */
  readonly amount: bigint | undefined;
  readonly currency: Currency | undefined;
  readonly merchantAmount: bigint | undefined;
  /** Absent: the card's own. */
  readonly merchantCurrency: MerchantCurrency | undefined;
  readonly category: string;
  readonly details: {
    readonly atmFee: bigint | null;
    readonly cashback: bigint | null;
  };
  /** Of the day on which it is asked. */
  readonly rates: RateTable;
}

/** How an amount in another currency became one in the card's. */
export interface Conversion {
  /** What one major unit of the merchant's currency is worth in major units of the card's. */
  readonly rate: string;
  /** Of the table in force: `YYYY-MM-DD`. */
  readonly date: string;
}

export interface Asked {
  /** What would be held, in the card's currency. */
  readonly asked: Money;
  readonly merchantAmount: bigint;
  readonly merchantCurrency: MerchantCurrency;
  /** Null: the merchant charges in the card's currency. */
  readonly conversion: Conversion | null;
}

/**
 * What a purchase asks of a card. Whoever names both amounts has converted already, and his amounts stand;
 * else the merchant's is converted at the day's rate, half up.
 *
 * @throws `parameter_missing` without an amount; `parameter_invalid` for another currency than the
 *   card's, for two amounts that cannot both be true, and for a part that is larger than the whole.
 */
export function askedOf(named: NamedAmounts, card: Currency): Asked {
  if (named.currency !== undefined && named.currency !== card)
    throw wrong('currency', `This card pays in ${card}: \`currency\` must be ${card}.`);
  const { merchantCurrency = card } = named;
  const asked =
    merchantCurrency === card ? atHome(named, card) : abroad(named, merchantCurrency, card);
  checkParts(named, asked.asked.minor);
  return asked;
}

function atHome({ amount, merchantAmount, category }: NamedAmounts, card: Currency): Asked {
  const named = amount ?? merchantAmount;
  if (named === undefined) throw missing('amount');
  if (merchantAmount !== undefined && merchantAmount !== named) {
    const problem = `Both amounts are in ${card}, and they differ. Send one of them.`;
    throw wrong('merchant_amount', problem);
  }
  const held = heldFor(category, { minor: named, currency: card });
  return {
    asked: money(held, card),
    merchantAmount: held,
    merchantCurrency: card,
    conversion: null,
  };
}

function abroad(named: NamedAmounts, from: MerchantCurrency, card: Currency): Asked {
  const { amount, merchantAmount: minor, category, rates } = named;
  if (minor === undefined) throw missing('merchant_amount');
  if (amount !== undefined && (amount === 0n) !== (minor === 0n)) {
    const problem = 'Either both amounts are nought, or neither is.';
    throw wrong('merchant_amount', problem);
  }
  const isConverted = amount !== undefined && amount > 0n;
  const rate = isConverted
    ? impliedRate({ minor, currency: from }, { minor: amount, currency: card })
    : rateBetween(rates, from, card);
  const held = heldFor(category, { minor, currency: from });
  const inCard = isConverted && held === minor ? amount : convert(held, { from, to: card, rate });
  return {
    asked: money(inCard, card),
    merchantAmount: held,
    merchantCurrency: from,
    conversion: { rate, date: rates.date },
  };
}

const CASH_MACHINES = 'automated_cash_disburse';

function checkParts(
  { category, details: { atmFee, cashback } }: NamedAmounts,
  asked: bigint,
): void {
  const inside = (part: bigint | null, name: string): void => {
    if (part === null || part <= asked) return;
    const problem = `It is a part of the amount, and larger than all of it (${asked}).`;
    throw wrong(`amount_details[${name}]`, problem);
  };
  if (atmFee !== null && category !== CASH_MACHINES)
    throw wrong(
      'amount_details[atm_fee]',
      `Only a cash machine takes a fee: \`merchant_data[category]\` must be ${CASH_MACHINES}.`,
    );
  inside(atmFee, 'atm_fee');
  inside(cashback, 'cashback_amount');
}

const wrong = (param: string, problem: string) =>
  failure('parameter_invalid', { problem }, { param });

const missing = (name: string) => failure('parameter_missing', { name }, { param: name });
