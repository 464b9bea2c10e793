import type * as z from 'zod';
import { getPaymentMethod } from '../../../db/payment-methods/get.ts';
import type { UnitOfWork } from '../../../db/unit-of-work.ts';
import type { PaymentMethodId } from '../../../domain/ids.ts';
import { openPaymentMethod } from '../../../funding/payment-method.ts';
import type { Keyring } from '../../../infra/crypto/keyring.ts';
import { billingOf } from '../payment-methods/input.ts';
import { type methodInput, requireOneMethod } from './input.ts';

type Named = z.output<z.ZodObject<typeof methodInput>>;

/** The payment method that the caller names, or has made of what he sends. `undefined`: he does neither. */
export async function namedMethod(
  work: UnitOfWork,
  keyring: Keyring,
  given: Named,
): Promise<PaymentMethodId | undefined> {
  requireOneMethod(given);
  const { payment_method: id, payment_method_data: details } = given;
  if (id !== undefined) return (await getPaymentMethod(work.trx, work.scope, id)).id;
  if (details === undefined) return undefined;
  const { method } = await openPaymentMethod(work, keyring, {
    bankAccount: details.us_bank_account,
    billingDetails: billingOf(details.billing_details),
    allowRedisplay: details.allow_redisplay,
    metadata: details.metadata ?? {},
  });
  return method.id;
}
