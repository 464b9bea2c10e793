import * as z from 'zod';
import { lockBankAccount } from '../../../db/bank-accounts/get.ts';
import { updateBankAccount } from '../../../db/bank-accounts/update.ts';
import { recordEvent } from '../../../db/events/record.ts';
import { failure } from '../../../domain/errors.ts';
import { getExternalAccount } from '../../../funding/external-account.ts';
import { command } from '../../operation.ts';
import {
  bankAccountToWire,
  deletedBankAccount,
  deletedBankAccountToWire,
} from '../../wire/bank-account.ts';
import { requireOwnAccount } from './own-account.ts';

/** Its row stays: what was paid out to it still says where it went. */
export const deleteExternalAccount = command(
  {
    method: 'delete',
    path: '/v1/accounts/:account/external_accounts/:id',
    summary: 'Delete a bank account that is paid out to',
    params: z.strictObject({ account: z.string(), id: z.string() }),
    input: z.strictObject({}),
    response: deletedBankAccount,
  },
  async ({ params, work, scope }) => {
    requireOwnAccount(scope, params.account);
    await getExternalAccount(work.trx, scope, params.id);
    const before = await lockBankAccount(work.trx, scope, params.id);
    if (before.default_for_currency)
      throw failure('parameter_invalid', {
        problem: `This is the default for ${before.currency}: make another one the default first.`,
      });
    await updateBankAccount(work, before.id, { deleted_at: work.now });
    const object = bankAccountToWire(before);
    await recordEvent(work, { type: 'account.external_account.deleted', object });
    return deletedBankAccountToWire(before);
  },
);
