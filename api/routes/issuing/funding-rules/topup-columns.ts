import type { UnitOfWork } from '../../../../db/unit-of-work.ts';
import { AppError } from '../../../../domain/errors.ts';
import type { Currency } from '../../../../domain/money.ts';
import { payerOf } from '../../../../funding/payer.ts';
import type { Keyring } from '../../../../infra/crypto/keyring.ts';

interface Topup {
  readonly amount: bigint;
  readonly source: string;
}

/**
 * The columns of a rule's top-up. Its source must be one that may be drawn on now; of a token, which serves
 * once, what it stands for is kept.
 */
export async function topupColumns(
  work: UnitOfWork,
  keyring: Keyring,
  { topup, currency }: { readonly topup: Topup | null; readonly currency: Currency },
) {
  if (topup === null) return { topup_amount: null, topup_source: null };
  const { amount, source } = topup;
  const payer = await payerOf(work, keyring, { source, currency }).catch(atTopup);
  return { topup_amount: amount, topup_source: payer.sourceId ?? payer.bankAccount.id };
}

/** The parameter at fault is a part of this rule. */
function atTopup(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  throw new AppError(error.code, error.message, { param: 'topup[source]', cause: error });
}
