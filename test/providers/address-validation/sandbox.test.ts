import { describe, expect, test } from 'vitest';
import { sandboxAddressValidation } from '../../../providers/address-validation/sandbox.ts';
import { addressOf, keepsContract, SCOPE } from './contract.ts';

const check = (line1: string, livemode = false) =>
  sandboxAddressValidation.check({ scope: { ...SCOPE, livemode }, address: addressOf(line1) });

describe('every provider', () => keepsContract(sandboxAddressValidation));

test.each([
  ['1 Main Street', 'likely_deliverable'],
  ['1 Indeterminate Street', 'indeterminate'],
  ['1 undeliverable street', 'likely_undeliverable'],
])('%s is %s', async (line1, result) => {
  expect(await check(line1)).toMatchObject({ result });
});

test('an address is written in capitals, with one space at a time', async () => {
  const { normalized } = await check('  1   Main Street ');
  expect(normalized).toMatchObject({ line1: '1 MAIN STREET', city: 'SAN FRANCISCO', state: 'CA' });
});

test('it does not answer about a street that is called so, nor for live cards', async () => {
  for (const asked of [check('1 Unanswered Street'), check('1 Main Street', true)])
    await expect(asked).rejects.toMatchObject({ code: 'service_unavailable' });
});
