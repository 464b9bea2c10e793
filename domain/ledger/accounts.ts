/**
 * The chart of accounts. Each tenant has one of each in each of its currencies and modes, so that no
 * row is shared by all tenants.
 *
 *   issuing_balance     what is owed to the account holder: credits are its money. The Issuing balance
 *                       of the API is `available` of this account.
 *   network_settlement  what is owed to the card network for captures, less refunds
 *   bank_clearing       money received at the bank: debits are what came in
 */
export const LEDGER_ACCOUNT_CODES = [
  'bank_clearing',
  'issuing_balance',
  'network_settlement',
] as const;
export type LedgerAccountCode = (typeof LEDGER_ACCOUNT_CODES)[number];

/** The four balances of a ledger account, in minor units of its currency. None is ever negative. */
export interface Balances {
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
}

/** What can be spent: pending debits are already promised, pending credits have not come. */
export const available = ({ creditsPosted, debitsPosted, debitsPending }: Balances): bigint =>
  creditsPosted - debitsPosted - debitsPending;
