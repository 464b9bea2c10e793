import { iso31662 } from 'iso-3166';
import { expect, test } from 'vitest';
import { type Address, checkAddress } from '../../../domain/region/address.ts';
import { US_STATES } from '../../../domain/region/us-states.ts';

const inUs: Address = {
  line1: '1 Main Street',
  line2: null,
  city: 'San Francisco',
  state: 'CA',
  postal_code: '94111',
  country: 'US',
};
const check = (changed: Partial<Address>, account = 'US') => {
  checkAddress({ ...inUs, ...changed }, account, 'billing[address]');
};

test('the states are those of ISO 3166-2 that have post offices, and the military ones', () => {
  const subdivisions = iso31662
    .filter(({ parent }) => parent === 'US')
    .map(({ code }) => code.slice('US-'.length))
    .filter((code) => code !== 'UM');
  expect(subdivisions).toHaveLength(56);
  expect([...US_STATES].toSorted()).toEqual([...subdivisions, 'AA', 'AE', 'AP'].toSorted());
});

test.each(['94111', '94111-1234'])('%s is a postal code of the US', (postal_code) => {
  expect(() => check({ postal_code })).not.toThrow();
});

test.each([
  [{ postal_code: '9411' }, 'postal_code_invalid', 'billing[address][postal_code]'],
  [{ postal_code: '941111' }, 'postal_code_invalid', 'billing[address][postal_code]'],
  [{ postal_code: '94111-12' }, 'postal_code_invalid', 'billing[address][postal_code]'],
  [{ postal_code: 'SW1A 1AA' }, 'postal_code_invalid', 'billing[address][postal_code]'],
  [{ state: 'California' }, 'state_unsupported', 'billing[address][state]'],
  [{ state: 'ca' }, 'state_unsupported', 'billing[address][state]'],
  [{ state: 'UM' }, 'state_unsupported', 'billing[address][state]'],
  [{ state: null }, 'parameter_missing', 'billing[address][state]'],
  [{ country: 'CA' }, 'country_unsupported', 'billing[address][country]'],
])('%j is refused with %s', (changed, code, param) => {
  expect(() => check(changed)).toThrow(expect.objectContaining({ code, param }));
});

test.each([
  ['GB', { country: 'GB', state: null, postal_code: 'SW1A 1AA' }],
  ['DE', { country: 'PT', state: null, postal_code: '1000-001' }],
  ['FR', { country: 'FR', state: 'Île-de-France', postal_code: '75001' }],
])('an account of %s may serve %j', (account, changed) => {
  expect(() => check(changed, account)).not.toThrow();
});

test.each(['-', '1', '12345678901234', '12<45'])(
  'elsewhere a postal code still looks like one: not %j',
  (postal_code) => {
    expect(() => check({ country: 'DE', postal_code }, 'DE')).toThrow(
      expect.objectContaining({ code: 'postal_code_invalid' }),
    );
  },
);
