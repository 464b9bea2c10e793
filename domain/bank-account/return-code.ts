/**
 * Why a bank gives money back, in Stripe's words (`failure_code` of top-ups and payouts). ACH has its
 * own letter for each, and other rails theirs.
 */
export const RETURN_CODES = {
  account_closed: { ach: 'R02', message: 'The bank account has been closed.' },
  debit_not_authorized: {
    ach: 'R29',
    message: 'The owner of the bank account has not authorized the debit.',
  },
  insufficient_funds: { ach: 'R01', message: 'The bank account has too little money in it.' },
  invalid_currency: { ach: 'R03', message: 'The bank account does not take this currency.' },
  no_account: { ach: 'R03', message: 'The bank knows no account with this number.' },
} as const;
export type ReturnCode = keyof typeof RETURN_CODES;
