import { describe, expect, test } from 'vitest';
import { mustScreenAgain } from '../../../domain/cardholder/screened.ts';

const before = {
  screening: 'clear',
  name: 'Ada Lovelace',
  first_name: 'Ada',
  last_name: 'Lovelace',
  date_of_birth: '1985-12-10',
  address_line1: '1 Main Street',
  address_line2: null,
  address_city: 'San Francisco',
  address_state: 'CA',
  address_postal_code: '94111',
  address_country: 'US',
  tax_id_sealed: null,
} as const;

describe('a new detail asks for a new screening', () => {
  test.each([
    { name: 'Ada King' },
    { first_name: 'Augusta' },
    { last_name: 'King' },
    { date_of_birth: '1985-12-11' },
    { address_line1: '2 Main Street' },
    { address_line2: 'Apt. 2' },
    { address_city: 'Oakland' },
    { address_state: 'NY' },
    { address_postal_code: '94112' },
    { address_country: 'DE' },
    { tax_id_sealed: Buffer.of(1) },
  ])('%j', (change) => expect(mustScreenAgain(before, change)).toBe(true));

  test('from each state but a confirmed match, which is for good', () => {
    const change = { first_name: 'Augusta' };
    for (const screening of ['clear', 'listed', 'under_review'] as const)
      expect(mustScreenAgain({ ...before, screening }, change)).toBe(true);
    expect(mustScreenAgain({ ...before, screening: 'rejected' }, change)).toBe(false);
  });
});

test('the same details, and others, ask for none', () => {
  expect(mustScreenAgain(before, {})).toBe(false);
  expect(mustScreenAgain(before, before)).toBe(false);
  const withEmail = { ...before, email: 'a@example.com' };
  expect(mustScreenAgain(before, withEmail)).toBe(false);
});
