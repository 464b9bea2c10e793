import { insertBankAccount } from '../db/bank-accounts/insert.ts';
import { owned } from '../db/database.ts';
import { toJson } from '../db/json.ts';
import type { BankAccountRow } from '../db/tables/pull-funding.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import type {
  AccountHolderType,
  BankAccountStatus,
  BankAccountType,
} from '../domain/bank-account/bank-account.ts';
import type { BankAccountNumbers } from '../domain/bank-account/numbers.ts';
import type { BankAccountId } from '../domain/ids.ts';
import type { Currency } from '../domain/money.ts';
import type { Scope } from '../domain/scope.ts';
import { Secret } from '../domain/secret.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { unseal } from '../infra/crypto/seal.ts';
import type { Coordinates } from '../providers/bank/port.ts';

/** What it is sealed for: copied to another bank account it does not open. */
const numberPlace = (id: BankAccountId): string => `bank_account.number:${id}`;

export interface BankAccountDetails {
  readonly country: string;
  readonly currency: Currency;
  readonly numbers: BankAccountNumbers;
  readonly holderName?: string | undefined;
  readonly holderType?: AccountHolderType | undefined;
  readonly accountType?: BankAccountType | undefined;
}

/** Writes a bank account down. Its number stands in clear nowhere from here on. */
export function keepBankAccount(
  work: UnitOfWork,
  keyring: Keyring,
  { status, ...details }: BankAccountDetails & { readonly status: BankAccountStatus },
): Promise<BankAccountRow> {
  const { accountNumber, routingNumber } = details.numbers;
  const id = newId(work, 'bankAccount');
  return insertBankAccount(work, {
    ...owned(work.scope),
    id,
    country: details.country,
    currency: details.currency,
    account_holder_name: details.holderName ?? null,
    account_holder_type: details.holderType ?? null,
    account_type: details.accountType ?? null,
    routing_number: routingNumber,
    number_sealed: work.seal(numberPlace(id), accountNumber),
    fingerprint: fingerprintOf(keyring, work.scope, details.numbers),
    last4: accountNumber.slice(-4),
    status,
    is_external: false,
    metadata: toJson({}),
    created_at: work.now,
  });
}

/** The same for the same bank account, and another one for each account of ours: it tells tenants nothing of each other. */
function fingerprintOf(
  { fingerprint }: Keyring,
  { accountId }: Scope,
  { accountNumber, routingNumber }: BankAccountNumbers,
): string {
  const named = `${accountId}:${routingNumber ?? ''}:${accountNumber}`;
  return fingerprint('bank_account', named).toString('hex').slice(0, 16);
}

/** As the bank names it: for an order to the bank and nothing else. */
export const coordinatesOf = (keyring: Keyring, row: BankAccountRow): Coordinates => ({
  country: row.country,
  routingNumber: row.routing_number,
  accountNumber: new Secret(
    unseal(keyring, numberPlace(row.id), row.number_sealed),
    '[account number]',
  ),
  holderName: row.account_holder_name,
});
