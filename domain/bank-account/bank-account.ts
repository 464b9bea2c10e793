export const BANK_ACCOUNT_STATUSES = ['errored', 'new', 'verification_failed', 'verified'] as const;
export type BankAccountStatus = (typeof BANK_ACCOUNT_STATUSES)[number];

export const ACCOUNT_HOLDER_TYPES = ['company', 'individual'] as const;
export type AccountHolderType = (typeof ACCOUNT_HOLDER_TYPES)[number];

export const BANK_ACCOUNT_TYPES = ['checking', 'savings'] as const;
export type BankAccountType = (typeof BANK_ACCOUNT_TYPES)[number];
