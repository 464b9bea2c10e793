import type { Kysely } from 'kysely';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import type { PaymentMethodRow } from '../tables/pull-funding.ts';

/** @throws `resource_missing`: another account's payment method and one that never was are the same answer. */
export async function getPaymentMethod(
  db: Kysely<Database>,
  scope: Scope,
  id: string,
): Promise<PaymentMethodRow> {
  return found(await byId(db, scope, id)?.executeTakeFirst(), id);
}

function byId(db: Kysely<Database>, scope: Scope, text: string) {
  const id = parseId('paymentMethod', text);
  return (
    id &&
    db
      .selectFrom('payment_method')
      .selectAll()
      .where((eb) => eb.and({ ...owned(scope), id }))
  );
}

function found(row: PaymentMethodRow | undefined, id: string): PaymentMethodRow {
  if (row) return row;
  throw failure('resource_missing', { object: 'payment method', id }, { param: 'payment_method' });
}
