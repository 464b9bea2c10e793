import type { NewPaymentMethod, PaymentMethodRow } from '../tables/pull-funding.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a payment method and answers with it as Postgres holds it. */
export const insertPaymentMethod = async (
  { trx }: Pick<UnitOfWork, 'trx'>,
  row: NewPaymentMethod,
): Promise<PaymentMethodRow> =>
  trx.insertInto('payment_method').values(row).returningAll().executeTakeFirstOrThrow();
