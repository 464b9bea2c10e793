import { expect, test } from 'vitest';
import { checkIssuance } from '../../../domain/card/issuance.ts';
import { makeId } from '../../../domain/ids.ts';

const cardholder = {
  id: makeId('cardholder', 'x'),
  status: 'active',
  phone_number: '+12025550123',
} as const;
const inUs = { country: 'US', card_issuing: 'active' } as const;
const inUk = { country: 'GB', card_issuing: 'active' } as const;
const mute = { ...cardholder, phone_number: null };

test.each([
  { account: inUs, cardholder, currency: 'usd' },
  { account: inUs, cardholder: mute, currency: 'usd' },
  { account: inUk, cardholder, currency: 'gbp' },
  { account: inUk, cardholder: { ...cardholder, status: 'inactive' } as const, currency: 'gbp' },
])('a card of $account.country in $currency is issued', (issuance) => {
  expect(() => checkIssuance(issuance)).not.toThrow();
});

const blocked = { ...cardholder, status: 'blocked' } as const;
const pending = { country: 'US', card_issuing: 'pending' } as const;
test.each([
  [{ account: inUk, cardholder, currency: 'usd' }, 'parameter_invalid', 'currency'],
  [{ account: inUs, cardholder, currency: 'USD' }, 'parameter_invalid', 'currency'],
  [{ account: inUs, cardholder: blocked, currency: 'usd' }, 'parameter_invalid', 'cardholder'],
  [
    { account: inUk, cardholder: mute, currency: 'gbp' },
    'cardholder_phone_number_required',
    'cardholder',
  ],
  [{ account: pending, cardholder, currency: 'usd' }, 'capability_not_active', undefined],
])('%j is refused with %s at %s', (issuance, code, param) => {
  expect(() => checkIssuance(issuance)).toThrow(expect.objectContaining({ code, param }));
});
