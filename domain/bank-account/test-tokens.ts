/**
 * Tokens that everybody has in test mode, without having made them (contract §7.9). Each stands for a
 * bank account that is verified, and behaves as its name says when money is pulled from it: by its
 * number, which is Stripe's test number for that.
 */
const NUMBERS: Readonly<Record<string, string>> = {
  btok_us_verified: '000123456789',
  btok_us_verified_accountClosed: '000111111113',
  btok_us_verified_debitNotAuthorized: '000333333335',
  btok_us_verified_insufficientFunds: '000222222227',
  btok_us_verified_invalidCurrency: '000444444440',
  btok_us_verified_noAccount: '000111111116',
};

/** Its routing number is that of no bank. */
export const TEST_ROUTING_NUMBER = '110000000';

/** The account number behind a test token. */
export const testAccountNumber = (token: string): string | undefined =>
  Object.hasOwn(NUMBERS, token) ? NUMBERS[token] : undefined;
