export const THREE_D_SECURE_RESULTS = [
  'attempt_acknowledged',
  'authenticated',
  'failed',
  'required',
] as const;
export type ThreeDSecureResult = (typeof THREE_D_SECURE_RESULTS)[number];

/** How the PIN was checked: by the issuer (online) or by the chip (offline). */
export const PIN_CHECKS = [
  'offline_pin_match',
  'offline_pin_mismatch',
  'online_pin_match',
  'online_pin_mismatch',
] as const;
export type PinCheck = (typeof PIN_CHECKS)[number];

/** Wrong online PINs in a row after which the PIN is blocked and the card inactive (contract §2.2). */
export const PIN_FAILURES_MAX = 3;

/** The count after this check. Only the issuer's own check counts, and only a right PIN starts anew. */
export function pinFailuresAfter(failures: number, pin: PinCheck | null): number {
  if (pin === 'online_pin_match' && failures < PIN_FAILURES_MAX) return 0;
  if (pin === 'online_pin_mismatch') return Math.min(failures + 1, PIN_FAILURES_MAX);
  return failures;
}

export const EXEMPTION_CLAIMANTS = ['acquirer', 'issuer'] as const;
export const EXEMPTION_TYPES = [
  'low_value_transaction',
  'transaction_risk_analysis',
  'unknown',
] as const;
export type ExemptionType = (typeof EXEMPTION_TYPES)[number];
