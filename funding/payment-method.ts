import { owned } from '../db/database.ts';
import { toJson } from '../db/json.ts';
import { insertPaymentMethod } from '../db/payment-methods/insert.ts';
import type { PaymentMethodView } from '../db/payment-methods/views.ts';
import type { BillingDetailsJson, PaymentMethodRow } from '../db/tables/pull-funding.ts';
import { newId, type UnitOfWork } from '../db/unit-of-work.ts';
import type { Metadata } from '../domain/metadata.ts';
import type { Keyring } from '../infra/crypto/keyring.ts';
import { type BankAccountDetails, keepBankAccount } from './bank-account.ts';

interface Opening {
  readonly bankAccount: BankAccountDetails;
  readonly billingDetails: BillingDetailsJson;
  readonly allowRedisplay?: PaymentMethodRow['allow_redisplay'] | undefined;
  readonly metadata: Metadata;
}

/** A bank account that can be pulled from once a setup intent has proved it. */
export async function openPaymentMethod(
  work: UnitOfWork,
  keyring: Keyring,
  { bankAccount: details, billingDetails, allowRedisplay, metadata }: Opening,
): Promise<PaymentMethodView> {
  const bankAccount = await keepBankAccount(work, keyring, {
    ...details,
    holderName: billingDetails.name ?? undefined,
    status: 'new',
  });
  const method = await insertPaymentMethod(work, {
    ...owned(work.scope),
    id: newId(work, 'paymentMethod'),
    bank_account_id: bankAccount.id,
    billing_details: toJson(billingDetails),
    allow_redisplay: allowRedisplay ?? 'unspecified',
    metadata: toJson(metadata),
    created_at: work.now,
  });
  return { method, bankAccount };
}
