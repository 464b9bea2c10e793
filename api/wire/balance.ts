import * as z from 'zod';
import { CURRENCIES, type Currency } from '../../domain/money.ts';
import { toWireAmount } from './amount.ts';

const part = z.strictObject({ amount: z.int(), currency: z.enum(CURRENCIES) });

/** What an account has, by balance and currency, in minor units. */
export const balance = z.strictObject({
  object: z.literal('balance'),
  available: z.array(part),
  issuing: z.strictObject({ available: z.array(part) }),
  livemode: z.boolean(),
  pending: z.array(part),
});
export type Balance = z.output<typeof balance>;

interface Balances {
  readonly currency: Currency;
  /** What can be spent with cards, by currency. */
  readonly issuing: ReadonlyMap<Currency, bigint>;
  readonly livemode: boolean;
}

/** The payments balance is always nought: cards are paid from the Issuing balance alone. */
export function balanceToWire({ currency, issuing, livemode }: Balances): Balance {
  const nothing = [{ amount: 0, currency }];
  const parts = [...new Map([[currency, 0n], ...issuing])].map(([each, minor]) => ({
    amount: toWireAmount(minor),
    currency: each,
  }));
  return {
    object: 'balance',
    available: nothing,
    issuing: { available: parts },
    livemode,
    pending: nothing,
  };
}
