import type { Kysely } from 'kysely';
import type { PaymentMethodId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { findBankAccounts } from '../bank-accounts/find.ts';
import { type Database, owned } from '../database.ts';
import type { BankAccountRow, PaymentMethodRow } from '../tables/pull-funding.ts';

export interface PaymentMethodView {
  readonly method: PaymentMethodRow;
  readonly bankAccount: BankAccountRow;
}

/** Those of these payment methods that exist, in no order, with two queries however many there are. */
export async function viewPaymentMethods(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly PaymentMethodId[],
): Promise<readonly PaymentMethodView[]> {
  if (ids.length === 0) return [];
  const methods = await db
    .selectFrom('payment_method')
    .selectAll()
    .where((eb) => eb.and([eb.and(owned(scope)), eb('id', 'in', [...new Set(ids)])]))
    .execute();
  const accounts = await findBankAccounts(
    db,
    scope,
    methods.map((method) => method.bank_account_id),
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return methods.flatMap((method) => {
    const bankAccount = byId.get(method.bank_account_id);
    return bankAccount ? [{ method, bankAccount }] : [];
  });
}
