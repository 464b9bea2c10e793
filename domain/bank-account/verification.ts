export const VERIFICATION_METHODS = ['amounts', 'descriptor_code'] as const;
export type VerificationMethod = (typeof VERIFICATION_METHODS)[number];

/**
 * Two micro-deposits are asked for, sent by the bank, and either told back to us or not.
 *
 *   requested → sent → verified | failed
 *   requested → failed
 */
export const VERIFICATION_STATUSES = ['failed', 'requested', 'sent', 'verified'] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

export const VERIFICATION_FAILURES = ['attempts_exceeded', 'not_sent', 'timed_out'] as const;
export type VerificationFailure = (typeof VERIFICATION_FAILURES)[number];

/** Two amounts below a unit can be guessed in ten thousand tries: ten leave a chance of one in a thousand. */
export const ATTEMPTS_MAX = 10;

const DAY = 86_400;
/** Whoever has not looked at his statement by then has lost interest (contract W33). */
export const VERIFICATION_SECONDS = 10 * DAY;

export const isOpen = (status: VerificationStatus): boolean =>
  status === 'requested' || status === 'sent';

/** What the bank put on the statement. */
export interface Expected {
  readonly amounts: readonly [number, number];
  readonly descriptorCode: string;
}

/** In either order: a statement lists them as it likes. */
export function isRight(
  { amounts, descriptorCode }: Expected,
  entered: { readonly amounts: readonly number[] } | { readonly descriptorCode: string },
): boolean {
  if ('descriptorCode' in entered)
    return entered.descriptorCode.toUpperCase() === descriptorCode.toUpperCase();
  const [one, other] = amounts.toSorted((left, right) => left - right);
  const [first, second, ...more] = entered.amounts.toSorted((left, right) => left - right);
  return first === one && second === other && more.length === 0;
}
