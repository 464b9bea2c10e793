import type { CheckResult } from './authorization.ts';

/**
 * The postal code that the cardholder gave to the merchant, as far as it is known: one that matched is
 * the one in our books; of one that did not, the simulated network says no more than that.
 */
export const givenPostalCode = (check: CheckResult, billingPostalCode: string): string | null =>
  check === 'match' ? billingPostalCode : null;
