import * as z from 'zod';
import { clearDefault } from '../../../db/bank-accounts/clear-default.ts';
import { lockBankAccount } from '../../../db/bank-accounts/get.ts';
import { updateBankAccount } from '../../../db/bank-accounts/update.ts';
import { recordEvent } from '../../../db/events/record.ts';
import { toJson } from '../../../db/json.ts';
import {
  ACCOUNT_HOLDER_TYPES,
  BANK_ACCOUNT_TYPES,
} from '../../../domain/bank-account/bank-account.ts';
import { failure } from '../../../domain/errors.ts';
import { mergeMetadata } from '../../../domain/metadata.ts';
import { getExternalAccount } from '../../../funding/external-account.ts';
import { boolean, clearable, text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { bankAccount, bankAccountToWire } from '../../wire/bank-account.ts';
import { requireOwnAccount } from './own-account.ts';

const input = z.strictObject({
  account_holder_name: clearable(text()).optional(),
  account_holder_type: clearable(z.enum(ACCOUNT_HOLDER_TYPES)).optional(),
  account_type: z.enum(BANK_ACCOUNT_TYPES).optional(),
  default_for_currency: boolean().optional(),
  metadata: metadata().optional(),
});

/** Its numbers cannot change: another number is another bank account. */
export const updateExternalAccount = command(
  {
    method: 'post',
    path: '/v1/accounts/:account/external_accounts/:id',
    summary: 'Update a bank account that is paid out to',
    params: z.strictObject({ account: z.string(), id: z.string() }),
    input,
    response: bankAccount,
  },
  async ({ params, input: asked, work, scope }) => {
    requireOwnAccount(scope, params.account);
    await getExternalAccount(work.trx, scope, params.id);
    const before = await lockBankAccount(work.trx, scope, params.id);
    const { default_for_currency: isDefault, metadata: change, ...details } = asked;
    if (isDefault === false && before.default_for_currency) throw keepsDefault(before.currency);
    if (isDefault === true && !before.default_for_currency)
      await clearDefault(work, before.currency);
    const after = await updateBankAccount(work, before.id, {
      ...present(details),
      default_for_currency: before.default_for_currency || isDefault === true,
      metadata: toJson(mergeMetadata(before.metadata, change)),
    });
    const object = bankAccountToWire(after);
    const previous = bankAccountToWire(before);
    await recordEvent(work, { type: 'account.external_account.updated', object, previous });
    return object;
  },
);

const keepsDefault = (currency: string) =>
  failure(
    'parameter_invalid',
    { problem: `Make another bank account the default for ${currency} instead.` },
    { param: 'default_for_currency' },
  );

const present = ({
  account_holder_name: name,
  account_holder_type: holder,
  account_type: type,
}: Omit<z.output<typeof input>, 'default_for_currency' | 'metadata'>) => ({
  ...(name !== undefined && { account_holder_name: name }),
  ...(holder !== undefined && { account_holder_type: holder }),
  ...(type !== undefined && { account_type: type }),
});
