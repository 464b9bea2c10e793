/** A merchant that a cardholder has vouched for. */
export interface Vouched {
  /** As the network calls it. */
  readonly merchant: string;
  /** Unix seconds. */
  readonly until: number;
}

const VOUCHED_SECONDS = 7 * 86_400;

/** Every purchase reads the list: the bound keeps it short, and the oldest go first. */
const VOUCHED_MAX = 20;

export const isVouchedFor = (
  vouched: readonly Vouched[] | undefined,
  merchant: string,
  at: number,
): boolean => vouched?.some((each) => each.merchant === merchant && at < each.until) ?? false;

/** The list with one merchant more, and without those whose week is over. */
export const vouchedAfter = (
  vouched: readonly Vouched[],
  merchant: string,
  at: number,
): readonly Vouched[] =>
  [
    { merchant, until: at + VOUCHED_SECONDS },
    ...vouched.filter((each) => each.merchant !== merchant && at < each.until),
  ].slice(0, VOUCHED_MAX);
