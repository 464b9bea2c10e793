import type { IssuingAuthorizationRow } from '../db/database.ts';
import { heldBy, type Standing } from '../domain/authorization/life/standing.ts';
import { isMerchantCurrency } from '../domain/exchange/currencies.ts';
import { invariant } from '../domain/invariant.ts';
import type { CardAccounts } from '../domain/ledger/templates.ts';
import { money } from '../domain/money.ts';

/** Between what accounts its money moves, and how often it has been captured. */
interface Surroundings {
  readonly accounts: CardAccounts;
  readonly captures: number;
}

/**
 * How an authorization stands, by its row. Its hold is not read from the ledger, which refuses to settle
 * what differs from what was pending.
 */
export function standingOf(
  row: IssuingAuthorizationRow,
  { accounts, captures }: Surroundings,
): Standing {
  const { currency, merchant_currency, hold_movement, hold_leg } = row;
  invariant(isMerchantCurrency(merchant_currency), `${merchant_currency} is a known currency`);
  const standing: Standing = {
    status: row.status,
    approved: row.approved,
    amount: money(row.amount, currency),
    merchant: { minor: row.merchant_amount, currency: merchant_currency },
    conversion: row.conversion,
    spent: row.spent,
    captures,
    accounts,
    ...(row.pending_request && {
      asked: {
        amount: money(BigInt(row.pending_request.amount), currency),
        merchantAmount: BigInt(row.pending_request.merchant_amount),
      },
    }),
  };
  if (hold_movement === null || hold_leg === null) return standing;
  const hold = {
    phase: 'pending',
    code: 'authorization_hold',
    debit: accounts.funds,
    credit: accounts.settlement,
    amount: heldBy(standing),
    ref: { movement: hold_movement, leg: hold_leg },
  } as const;
  return { ...standing, hold };
}
