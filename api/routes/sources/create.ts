import * as z from 'zod';
import { failure } from '../../../domain/errors.ts';
import { openSource } from '../../../funding/source.ts';
import { takeToken } from '../../../funding/token.ts';
import { requestVerification } from '../../../funding/verification.ts';
import { email } from '../../email.ts';
import { orNull, text } from '../../input.ts';
import { metadata } from '../../metadata.ts';
import { command } from '../../operation.ts';
import { unavailable } from '../../unavailable.ts';
import { source, sourceToWire } from '../../wire/source.ts';

const notForBankAccounts = unavailable('Sources other than bank accounts are');

export const createSource = command(
  {
    method: 'post',
    path: '/v1/sources',
    summary: 'Name a bank account to pull from',
    params: z.strictObject({}),
    input: z.strictObject({
      amount: notForBankAccounts,
      currency: z.literal('usd').optional(),
      customer: notForBankAccounts,
      flow: z.literal('none').optional(),
      mandate: notForBankAccounts,
      metadata: metadata().optional(),
      original_source: notForBankAccounts,
      owner: z
        .strictObject({
          address: notForBankAccounts,
          email: orNull(email()),
          name: orNull(text()),
          phone: orNull(text()),
        })
        .optional(),
      receiver: notForBankAccounts,
      redirect: notForBankAccounts,
      source_order: notForBankAccounts,
      statement_descriptor: text({ max: 15 }).optional(),
      token: text(),
      type: z.literal('ach_debit'),
      usage: z.enum(['reusable', 'single_use']).optional(),
    }),
    response: source,
  },
  async ({ input, work }, { bank, keyring }) => {
    const account = await takeToken(work, keyring, { token: input.token, param: 'token' });
    if (account.currency !== 'usd')
      throw failure(
        'parameter_invalid',
        { problem: 'Money is pulled by ACH, from bank accounts in usd.' },
        { param: 'token' },
      );
    const { owner } = input;
    const row = await openSource(work, account, {
      owner: owner && { email: owner.email, name: owner.name, phone: owner.phone },
      statementDescriptor: input.statement_descriptor,
      usage: input.usage,
      metadata: input.metadata ?? {},
    });
    if (account.status === 'new')
      await requestVerification(work, bank, { ...account, method: 'amounts' });
    return sourceToWire(row, account);
  },
);
