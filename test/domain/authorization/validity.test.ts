import { describe, expect, test } from 'vitest';
import { isDue, lapsesAt, VALIDITY_DAYS } from '../../../domain/authorization/validity.ts';

const NOON = new Date('2027-01-15T12:00:00Z');
const held = (category: string) => ({ category, brand: 'Visa', cardPresent: true }) as const;

test.each([
  ['eating_places_restaurants', '2027-01-22T12:00:00.000Z'],
  ['automated_fuel_dispensers', '2027-01-22T12:00:00.000Z'],
  ['cruise_lines', '2027-01-22T12:00:00.000Z'],
  ['hotels_motels_and_resorts', '2027-02-15T12:00:00.000Z'],
  ['airlines_air_carriers', '2027-02-15T12:00:00.000Z'],
  ['car_rental_agencies', '2027-02-15T12:00:00.000Z'],
])('an approval at %s lapses at %s, by the issuer', (category, at) => {
  expect(lapsesAt(NOON, held(category)).toISOString()).toBe(at);
});

describe('the networks promise merchants other times', () => {
  test.each([
    ['Visa', true, 'eating_places_restaurants', 5],
    ['Visa', false, 'eating_places_restaurants', 10],
    ['Visa', true, 'cruise_lines', 30],
    ['MasterCard', true, 'eating_places_restaurants', 7],
    ['MasterCard', false, 'hotels_motels_and_resorts', 30],
  ] as const)('%s, card present %s, %s: %i days', (brand, cardPresent, category, days) => {
    expect(VALIDITY_DAYS.network({ brand, cardPresent, category })).toBe(days);
  });
});

test.each([
  ['at its instant', 'pending', null, 0, true],
  ['a millisecond before', 'pending', null, -1, false],
  ['after it was captured', 'closed', null, 1, false],
  ['while an endpoint thinks', 'pending', {}, 1, false],
] as const)('whether it is due %s', (...moment) => {
  const [, status, pending_request, ms, expected] = moment;
  const row = { status, pending_request, expires_at: NOON };
  expect(isDue(row, new Date(NOON.getTime() + ms))).toBe(expected);
});
