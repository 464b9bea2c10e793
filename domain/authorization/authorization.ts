export const AUTHORIZATION_STATUSES = ['closed', 'expired', 'pending', 'reversed'] as const;
export type AuthorizationStatus = (typeof AUTHORIZATION_STATUSES)[number];

export const AUTHORIZATION_METHODS = [
  'chip',
  'contactless',
  'keyed_in',
  'online',
  'swipe',
] as const;
export type AuthorizationMethod = (typeof AUTHORIZATION_METHODS)[number];

export const WALLETS = ['apple_pay', 'google_pay', 'samsung_pay'] as const;
export type Wallet = (typeof WALLETS)[number];

export const CHECK_RESULTS = ['match', 'mismatch', 'not_provided'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

/** Whether the card itself was at the terminal: a number that was keyed in or sent online was not. */
export const isCardPresent = (method: AuthorizationMethod): boolean =>
  method === 'chip' || method === 'contactless' || method === 'swipe';
