import { expect, test } from 'vitest';
import { checkTaxId } from '../../../domain/cardholder/tax-id.ts';

const check = (taxId: string, country: string) => () => {
  checkTaxId(taxId, country, 'company[tax_id]');
};

test.each([
  ['123456789', 'US'],
  ['12-3456789', 'US'],
  ['GB 123 4567 89', 'GB'],
  ['DE123456789', 'DE'],
])('%s is a tax id of %s', (taxId, country) => {
  expect(check(taxId, country)).not.toThrow();
});

test.each([
  ['12345678', 'US'],
  ['1234567890', 'US'],
  ['1-23456789', 'US'],
  ['abc', 'DE'],
  ['DE<123456789>', 'DE'],
])('%s is none of %s, and the refusal does not repeat it', (taxId, country) => {
  expect(check(taxId, country)).toThrow(
    expect.objectContaining({
      code: 'parameter_invalid',
      param: 'company[tax_id]',
      message: expect.not.stringContaining(taxId),
    }),
  );
});
