import * as z from 'zod';
import type { AccountRow } from '../../db/database.ts';
import type { FundingInstructionsRow } from '../../db/tables/push-funding.ts';
import { type FinancialAddress, financialAddress } from '../../domain/funding/financial-address.ts';
import { unreachable } from '../../domain/invariant.ts';
import { SUPPORTED_NETWORKS } from '../../domain/funding/rails.ts';
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

/** The kind of transfer by which each currency is sent, and the country of the bank that takes it in. */
export const BANK_TRANSFERS = {
  eur: { type: 'eu_bank_transfer', country: 'DE' },
  gbp: { type: 'gb_bank_transfer', country: 'GB' },
  usd: { type: 'us_bank_transfer', country: 'US' },
} as const satisfies Record<Currency, object>;
const BANK_NAME = 'Cardwright Sandbox Bank';

/** Where to send money, and who is found there. */
export interface Funded {
  readonly account: AccountRow;
  readonly instructions: FundingInstructionsRow;
}

export function fundingInstructionsToWire({ account, instructions }: Funded): FundingInstructions {
  const { currency, livemode, account_number: accountNumber } = instructions;
  const { type, country } = BANK_TRANSFERS[currency];
  const bank = financialAddress(currency, accountNumber);
  const details = detailsOf(bank, ownerAt(account, country));
  const supported_networks = [...SUPPORTED_NETWORKS[currency]];
  return {
    object: 'funding_instructions',
    bank_transfer: { country, financial_addresses: [{ ...details, supported_networks }], type },
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
