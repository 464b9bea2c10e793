/** Minor units, positive when the network gets it, beside the currency as it was told. */
export interface Claim {
  readonly amount: bigint;
  readonly currency: string;
}

/**
 * How our clearings, the network's advice and the bank's statement can differ.
 *
 *   missing_in_advice    we have cleared it, and the network does not count it
 *   unknown_to_us        the network counts it, and we have not cleared it
 *   amount_differs       both have it, with another amount or currency
 *   contradictory_lines  the advice says two different things under one reference
 *   bank_total_differs   the bank has not moved what it was told to move
 */
export const BREAK_KINDS = [
  'amount_differs',
  'bank_total_differs',
  'contradictory_lines',
  'missing_in_advice',
  'unknown_to_us',
] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];

/**
 * How a person ends a break.
 *
 *   carried_over    our clearing settles on a later day, with the network's line for it
 *   dismissed       the network's line is its mistake: nothing of ours is owed for it
 *   bank_corrected  the bank has put right what it moved: it is booked as it was told
 */
export const BREAK_RESOLUTIONS = ['bank_corrected', 'carried_over', 'dismissed'] as const;
export type BreakResolution = (typeof BREAK_RESOLUTIONS)[number];

/** What a clearing that is ours can be about: it is settled or waits, and is never just forgotten. */
export function canResolve(
  { kind, leftOut }: { readonly kind: BreakKind; readonly leftOut: boolean },
  resolution: BreakResolution,
): boolean {
  if (kind === 'bank_total_differs') return resolution === 'bank_corrected';
  return resolution === (leftOut ? 'carried_over' : 'dismissed');
}

/**
 * Judges everything that is said under one reference. The order in which lines came and how often each
 * was told make no difference.
 *
 * @returns `undefined` when all say the same.
 */
export function judgeReference(
  ours: Claim | undefined,
  told: readonly Claim[],
): Exclude<BreakKind, 'bank_total_differs'> | undefined {
  const [first, ...others] = told;
  if (first === undefined) return ours && 'missing_in_advice';
  if (others.some((other) => !isSame(other, first))) return 'contradictory_lines';
  if (ours === undefined) return 'unknown_to_us';
  return isSame(ours, first) ? undefined : 'amount_differs';
}

const isSame = (one: Claim, other: Claim): boolean =>
  one.amount === other.amount && one.currency === other.currency;
