import { bankAccountToWire } from '../api/wire/bank-account.ts';
import { clearDefault } from '../db/bank-accounts/clear-default.ts';
import { countExternal } from '../db/bank-accounts/count-external.ts';
import { getBankAccount } from '../db/bank-accounts/get.ts';
import { isProved } from '../db/bank-accounts/is-proved.ts';
import { updateBankAccount } from '../db/bank-accounts/update.ts';
import { constraintOf } from '../db/constraint.ts';
import { recordEvent } from '../db/events/record.ts';
import { toJson } from '../db/json.ts';
import type { BankAccountRow } from '../db/tables/pull-funding.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { failure } from '../domain/errors.ts';
import type { Metadata } from '../domain/metadata.ts';

/** More is nobody's need, and a list that somebody fills for ever. */
const EXTERNAL_MAX = 100;

interface Opening {
  /** Absent: it is, when it is the first in its currency. */
  readonly isDefault?: boolean | undefined;
  readonly metadata: Metadata;
}

/**
 * Makes a bank account one of the account's own.
 *
 * @throws `resource_already_exists` when it is one already, `resource_limit_reached`.
 */
export async function openExternalAccount(
  work: UnitOfWork,
  bankAccount: BankAccountRow,
  { isDefault, metadata }: Opening,
): Promise<BankAccountRow> {
  const { id, currency, status } = bankAccount;
  const { count, hasDefault } = await countExternal(work, currency);
  if (count >= EXTERNAL_MAX)
    throw failure('resource_limit_reached', {
      problem: `An account has at most ${EXTERNAL_MAX} bank accounts of its own.`,
    });
  const becomesDefault = isDefault ?? !hasDefault;
  if (becomesDefault && hasDefault) await clearDefault(work, currency);
  const row = await updateBankAccount(work, id, {
    is_external: true,
    default_for_currency: becomesDefault,
    ...(status === 'new' && (await isProved(work, bankAccount)) && { status: 'verified' }),
    metadata: toJson(metadata),
  }).catch(refuseSecond);
  const object = bankAccountToWire(row);
  await recordEvent(work, { type: 'account.external_account.created', object });
  return row;
}

function refuseSecond(error: unknown): never {
  const problem = 'This bank account is one of the account already.';
  if (constraintOf(error) === 'bank_account_is_external_once')
    throw failure('resource_already_exists', { problem }, { cause: error });
  throw error;
}

/** @throws `resource_missing` also when it was deleted, or is none of the account's own. */
export async function getExternalAccount(
  db: Parameters<typeof getBankAccount>[0],
  scope: UnitOfWork['scope'],
  id: string,
): Promise<BankAccountRow> {
  const row = await getBankAccount(db, scope, id);
  if (row.is_external && row.deleted_at === null) return row;
  throw failure('resource_missing', { object: 'external account', id }, { param: 'id' });
}
