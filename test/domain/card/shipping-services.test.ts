import { describe, expect, test } from 'vitest';
import { isBlockedDestination } from '../../../domain/card/destinations.ts';
import { cardFee } from '../../../domain/card/price-list.ts';
import {
  etaOf,
  legOf,
  lostAt,
  nextBatchAt,
  type Route,
} from '../../../domain/card/shipping-services.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const route = (accountCountry: string, country: string, service: Route['service']): Route => ({
  accountCountry,
  country,
  service,
});

test.each([
  ['2027-01-12T05:59:59Z', '2027-01-12T06:00:00Z'],
  ['2027-01-12T06:00:00Z', '2027-01-13T06:00:00Z'],
  ['2027-01-15T12:00:00Z', '2027-01-16T06:00:00Z'],
])('what is ready at %s goes with the batch of %s', (ready, batch) => {
  expect(nextBatchAt(at(ready))).toBe(at(batch));
});

test.each([
  ['US', 'US', 'standard', 'usps', false, 5, 8],
  ['US', 'CA', 'standard', 'usps', false, 8, 12],
  ['US', 'US', 'express', 'fedex', true, 4, 5],
  ['US', 'DE', 'express', 'dhl', true, 4, 9],
  ['US', 'US', 'priority', 'fedex', true, 2, 3],
  ['US', 'GB', 'priority', 'dhl', true, 3, 6],
  ['GB', 'GB', 'standard', 'royal_mail', false, 5, 8],
  ['GB', 'FR', 'priority', 'dhl', true, 3, 6],
  ['ES', 'PT', 'standard', 'correos', false, 5, 8],
  ['ES', 'GB', 'standard', 'correos', false, 8, 12],
] as const)('from %s to %s, %s goes with %s', (...row) => {
  const [from, to, service, carrier, isTracked, min, max] = row;
  expect(legOf(route(from, to, service))).toEqual({ carrier, isTracked, days: { min, max } });
});

describe('an estimate', () => {
  test('counts business days of the country where the card is printed', () => {
    const friday = at('2027-01-15T09:00:00Z');
    // The Monday is a holiday in America alone.
    expect(etaOf(route('US', 'US', 'priority'), friday)).toBe(at('2027-01-21T18:00:00Z'));
    expect(etaOf(route('GB', 'GB', 'priority'), friday)).toBe(at('2027-01-20T18:00:00Z'));
  });

  test('is passed by ten business days when an untracked card counts as lost, a tracked one never', () => {
    const eta = at('2027-01-25T18:00:00Z');
    expect(lostAt(route('US', 'US', 'standard'), eta)).toBe(at('2027-02-08T18:00:00Z'));
    expect(lostAt(route('US', 'US', 'express'), eta)).toBeUndefined();
  });
});

test.each([
  ['standard', 350n],
  ['express', 1550n],
  ['priority', 2850n],
] as const)('%s costs %d, in any currency', (service, minor) => {
  expect(cardFee('usd', service)).toEqual({ minor, currency: 'usd' });
  expect(cardFee('eur', service)).toEqual({ minor, currency: 'eur' });
});

/** The contract names these; the rest of the list is a policy. */
test.each('BR CN IN MX TR UA ZA RU VN NG PH PK TH EG'.split(' '))(
  'no card goes to %s',
  (country) => {
    expect(isBlockedDestination(country)).toBe(true);
  },
);
test.each(['US', 'CA', 'GB', 'DE', 'ES', 'JP', 'AU'])('cards go to %s', (country) => {
  expect(isBlockedDestination(country)).toBe(false);
});
