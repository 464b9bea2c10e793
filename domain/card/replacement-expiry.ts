import { failure } from '../errors.ts';
import { defaultExpiry, type Expiry, monthAfter, monthCount } from './expiry.ts';

interface Expiries {
  /** What the caller asked for, which a new card could have. */
  readonly asked: Expiry | undefined;
  /** Of the cards that have had the number: none when it is a new one. */
  readonly ofNumber: readonly Expiry[];
  readonly now: Date;
}

/**
 * Until when a replacement is valid. A card that has the number of another one expires later than that:
 * so number and expiry name one card, as merchants and networks take them.
 *
 * @throws `parameter_invalid` when what was asked for is not later.
 */
export function expiryOfReplacement({ asked, ofNumber, now }: Expiries): Expiry {
  const [latest] = ofNumber.toSorted((left, right) => monthCount(right) - monthCount(left));
  const wanted = asked ?? defaultExpiry(now);
  if (!latest || monthCount(wanted) > monthCount(latest)) return wanted;
  if (!asked) return monthAfter(latest);
  throw failure(
    'parameter_invalid',
    {
      problem: `The expiry must be after ${latest.month}/${latest.year}, that of the card which had this number before.`,
    },
    { param: 'exp_year' },
  );
}
