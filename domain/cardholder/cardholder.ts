export const CARDHOLDER_TYPES = ['company', 'individual'] as const;
export type CardholderType = (typeof CARDHOLDER_TYPES)[number];

export const CARDHOLDER_STATUSES = ['active', 'blocked', 'inactive'] as const;
export type CardholderStatus = (typeof CARDHOLDER_STATUSES)[number];

/** While one of these stands, every authorization declines with `cardholder_verification_required`. */
export const DISABLED_REASONS = [
  'listed',
  'rejected.listed',
  'requirements.past_due',
  'under_review',
] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

export const REQUIREMENTS = [
  'company.tax_id',
  'individual.card_issuing.user_terms_acceptance.date',
  'individual.card_issuing.user_terms_acceptance.ip',
  'individual.dob.day',
  'individual.dob.month',
  'individual.dob.year',
  'individual.first_name',
  'individual.last_name',
  'individual.verification.document',
] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export const LOCALES = ['de', 'en', 'es', 'fr', 'it'] as const;
export type Locale = (typeof LOCALES)[number];
