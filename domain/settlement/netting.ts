import type { AccountId } from '../ids.ts';
import type { Currency } from '../money.ts';

/** A clearing that both sides know alike. Positive: owed to the network. */
export interface Settled {
  readonly accountId: AccountId;
  readonly currency: Currency;
  readonly amount: bigint;
}

/** What an account owes for a day in one currency: captures less refunds. */
export interface NetLeg extends Settled {
  readonly count: number;
}

/**
 * Adds up, for each account and each currency apart. It holds one sum for each of them and no clearing, so
 * that a day of any size fits.
 */
export function netting() {
  const legs = new Map<string, NetLeg>();
  return {
    add({ accountId, currency, amount }: Settled): void {
      const key = `${accountId} ${currency}`;
      const { amount: sum, count } = legs.get(key) ?? { amount: 0n, count: 0 };
      legs.set(key, { accountId, currency, amount: sum + amount, count: count + 1 });
    },
    legs: (): readonly NetLeg[] => [...legs.values()],
  };
}

/** What the bank moves for a day: of each currency one sum, over all accounts. Of nothing there is none. */
export function totalsOf(legs: readonly NetLeg[]): ReadonlyMap<Currency, bigint> {
  const totals = new Map<Currency, bigint>();
  for (const { currency, amount } of legs)
    totals.set(currency, (totals.get(currency) ?? 0n) + amount);
  return new Map([...totals].filter(([, total]) => total !== 0n));
}
