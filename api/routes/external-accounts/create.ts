import * as z from 'zod';
import { keepBankAccount } from '../../../funding/bank-account.ts';
import { openExternalAccount } from '../../../funding/external-account.ts';
import { takeToken } from '../../../funding/token.ts';
import { boolean, text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { failure } from '../../../domain/errors.ts';
import { bankAccount, bankAccountToWire } from '../../wire/bank-account.ts';
import { bankAccountDetails } from '../bank-account-input.ts';
import { requireOwnAccount } from './own-account.ts';

/** A token, or the bank account itself, in either of the two parameters that the SDKs have for it. */
export const createExternalAccount = command(
  {
    method: 'post',
    path: '/v1/accounts/:account/external_accounts',
    summary: 'Add a bank account that is paid out to',
    params: z.strictObject({ account: z.string() }),
    input: z.strictObject({
      bank_account: z.union([bankAccountDetails, text()]).optional(),
      default_for_currency: boolean().optional(),
      external_account: z.union([bankAccountDetails, text()]).optional(),
      metadata: metadata().optional(),
    }),
    response: bankAccount,
  },
  async ({ params, input, work, scope }, { keyring }) => {
    requireOwnAccount(scope, params.account);
    const given = input.external_account ?? input.bank_account;
    if (given === undefined)
      throw failure(
        'parameter_missing',
        { name: 'external_account' },
        { param: 'external_account' },
      );
    const row =
      typeof given === 'string'
        ? await takeToken(work, keyring, { token: given, param: 'external_account' })
        : await keepBankAccount(work, keyring, { ...given, status: 'new' });
    const opened = await openExternalAccount(work, row, {
      isDefault: input.default_for_currency,
      metadata: input.metadata ?? {},
    });
    return bankAccountToWire(opened);
  },
);
