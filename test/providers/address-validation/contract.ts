import { expect, test } from 'vitest';
import { makeId } from '../../../domain/ids.ts';
import type { Address } from '../../../domain/region/address.ts';
import type { AddressValidation } from '../../../providers/address-validation/port.ts';

export const SCOPE = { accountId: makeId('account', 'addresses'), livemode: false };

export const addressOf = (line1: string): Address => ({
  line1,
  line2: null,
  city: 'San  Francisco',
  state: 'ca',
  postal_code: '94111',
  country: 'US',
});

/** What the workflow counts on, of every provider. */
export function keepsContract(provider: AddressValidation): void {
  const check = (address: Address) => provider.check({ scope: SCOPE, address });

  test('the same address twice gets the same answer', async () => {
    const address = addressOf('1 Main Street');
    expect(await check(address)).toEqual(await check(address));
  });

  test('an address that is normalized already stays as it is, in its country', async () => {
    const { normalized } = await check(addressOf('1 Main Street'));
    expect(normalized.country).toBe('US');
    expect((await check(normalized)).normalized).toEqual(normalized);
  });
}
