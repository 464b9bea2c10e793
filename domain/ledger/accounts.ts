/**
 * The chart of accounts. Each tenant has one of each in each of its currencies and modes, so that no
 * row is shared by all tenants.
 *
 *   issuing_balance     what is owed to the account holder for its cards: credits are its money. The
 *                       Issuing balance of the API is `available` of this account.
 *   payments_balance    what is owed to the account holder outside of cards: credits are its money
 *   network_settlement  what is owed to the card network for captures, less refunds
 *   bank_clearing       money at the bank: debits are what came in, credits what went out
 *   in_transit          money that has left a balance and is not yet where it goes: payouts, and
 *                       transfers between balances that take a day. Credits are what left.
 *   card_fees           what we have earned with cards: credits
 *   suspense            bank credits that nobody is known for: credits are owed to whoever sent them
 *   write_offs          losses that were taken: debits
 */
export const LEDGER_ACCOUNT_CODES = [
  'bank_clearing',
  'card_fees',
  'in_transit',
  'issuing_balance',
  'network_settlement',
  'payments_balance',
  'suspense',
  'write_offs',
] as const;
export type LedgerAccountCode = (typeof LEDGER_ACCOUNT_CODES)[number];

/** The two balances of an account holder, in the words of the wire. */
export const BALANCE_TYPES = ['issuing', 'payments'] as const;
export type BalanceType = (typeof BALANCE_TYPES)[number];

/** The ledger account that each balance is read from. */
export const CODE_OF_BALANCE = {
  issuing: 'issuing_balance',
  payments: 'payments_balance',
} as const satisfies Record<BalanceType, LedgerAccountCode>;

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
