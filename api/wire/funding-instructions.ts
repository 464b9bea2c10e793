import * as z from 'zod';
import type { AccountRow } from '../../db/database.ts';
import { type FinancialAddress, financialAddress } from '../../domain/funding/financial-address.ts';
import { unreachable } from '../../domain/invariant.ts';
import { CURRENCIES, type Currency } from '../../domain/money.ts';

const address = z.strictObject({
  city: z.string().nullable(),
  country: z.string().nullable(),
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  postal_code: z.string().nullable(),
  state: z.string().nullable(),
});
const holder = {
  account_holder_address: address,
  account_holder_name: z.string(),
  bank_address: address,
};

const wireAddress = z.strictObject({
  aba: z
    .strictObject({
      ...holder,
      account_number: z.string(),
      account_type: z.string(),
      bank_name: z.string(),
      routing_number: z.string(),
    })
    .exactOptional(),
  iban: z
    .strictObject({ ...holder, bic: z.string(), country: z.string(), iban: z.string() })
    .exactOptional(),
  sort_code: z
    .strictObject({ ...holder, account_number: z.string(), sort_code: z.string() })
    .exactOptional(),
  supported_networks: z.array(z.enum(['ach', 'bacs', 'domestic_wire_us', 'fps', 'sepa'])),
  type: z.enum(['aba', 'iban', 'sort_code']),
});

/** Where to send money so that it reaches the Issuing balance. */
export const fundingInstructions = z.strictObject({
  object: z.literal('funding_instructions'),
  bank_transfer: z.strictObject({
    country: z.string(),
    financial_addresses: z.array(wireAddress),
    type: z.enum(['eu_bank_transfer', 'gb_bank_transfer', 'us_bank_transfer']),
  }),
  currency: z.enum(CURRENCIES),
  funding_type: z.literal('bank_transfer'),
  livemode: z.boolean(),
});
export type FundingInstructions = z.output<typeof fundingInstructions>;

const RAILS = {
  eur: { type: 'eu_bank_transfer', country: 'DE', networks: ['sepa'] },
  gbp: { type: 'gb_bank_transfer', country: 'GB', networks: ['bacs', 'fps'] },
  usd: { type: 'us_bank_transfer', country: 'US', networks: ['ach', 'domestic_wire_us'] },
} as const;
const BANK_NAME = 'Cardwright Sandbox Bank';

interface Funded {
  readonly account: AccountRow;
  readonly currency: Currency;
  readonly livemode: boolean;
}

export function fundingInstructionsToWire(funded: Funded): FundingInstructions {
  const { account, currency, livemode } = funded;
  const { type, country, networks } = RAILS[currency];
  const owner = ownerAt(account, country);
  const bank = financialAddress(currency, seedOf(account.id));
  return {
    object: 'funding_instructions',
    bank_transfer: {
      country,
      financial_addresses: [{ ...detailsOf(bank, owner), supported_networks: [...networks] }],
      type,
    },
    currency,
    funding_type: 'bank_transfer',
    livemode,
  };
}

type WireAddress = z.output<typeof wireAddress>;
type Owner = Pick<
  NonNullable<WireAddress['aba']>,
  'account_holder_address' | 'account_holder_name' | 'bank_address'
>;

function detailsOf(bank: FinancialAddress, owner: Owner): Omit<WireAddress, 'supported_networks'> {
  switch (bank.type) {
    case 'aba': {
      const { accountNumber: account_number, routingNumber: routing_number } = bank;
      const kind = { account_type: 'checking', bank_name: BANK_NAME };
      return { type: 'aba', aba: { ...owner, ...kind, account_number, routing_number } };
    }
    case 'iban': {
      const { iban, bic, country } = bank;
      return { type: 'iban', iban: { ...owner, iban, bic, country } };
    }
    case 'sort_code': {
      const { accountNumber: account_number, sortCode: sort_code } = bank;
      return { type: 'sort_code', sort_code: { ...owner, account_number, sort_code } };
    }
    default:
      return unreachable(bank);
  }
}

function ownerAt(account: AccountRow, bankCountry: string): Owner {
  const nowhere = { city: null, line1: null, line2: null, postal_code: null, state: null };
  return {
    account_holder_address: { ...nowhere, country: account.country },
    account_holder_name: account.business_name,
    bank_address: { ...nowhere, country: bankCountry },
  };
}

/** Twelve digits that are always the same for one account. */
function seedOf(accountId: string): string {
  let seed = 0n;
  for (const letter of accountId) seed = (seed * 131n + BigInt(letter.charCodeAt(0))) % 10n ** 12n;
  return String(seed).padStart(12, '0');
}
