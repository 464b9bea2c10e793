import { failure } from '../errors.ts';

/** How far the caller's clock may run before ours. */
const SKEW_SECONDS_MAX = 300;

/** No earlier terms stand: such a date is a default that nobody set. Later than now, it is milliseconds. */
const SINCE = Date.UTC(2009, 0, 1) / 1_000;

/** When the cardholder accepted the issuing bank's terms. @throws `parameter_invalid`. */
export function acceptedAt(unixSeconds: number, now: Date, param: string): Date {
  const latest = now.getTime() / 1_000 + SKEW_SECONDS_MAX;
  if (unixSeconds >= SINCE && unixSeconds <= latest) return new Date(unixSeconds * 1_000);
  const problem = 'The date must be in unix seconds, since 2009 and not in the future.';
  throw failure('parameter_invalid', { problem }, { param });
}
