import * as z from 'zod';
import { getBankAccount } from '../../../db/bank-accounts/get.ts';
import { getSource } from '../../../db/sources/get.ts';
import { failure } from '../../../domain/errors.ts';
import { type Entry, enterMicroDeposits } from '../../../funding/verification.ts';
import { integer } from '../../input.ts';
import { commandAfter } from '../../operation.ts';
import { source, sourceToWire } from '../../wire/source.ts';

/** A wrong entry counts although it is refused: it is committed before. */
export const verifySource = commandAfter(
  {
    method: 'post',
    path: '/v1/sources/:source/verify',
    summary: 'Prove a bank account by the amounts of its micro-deposits',
    params: z.strictObject({ source: z.string() }),
    input: z.strictObject({ values: z.array(integer({ min: 1, max: 99 })).length(2) }),
    response: source,
  },
  async ({ params, input, scope }, { db, keyring, isAnswered, transact }) => {
    if (await isAnswered()) return undefined;
    const { bank_account_id: id } = await getSource(db, scope, params.source);
    const entered = { amounts: input.values };
    return transact((work) => enterMicroDeposits(work, keyring, { id, entered }));
  },
  async ({ params, scope, work, found }) => {
    if (found && found.outcome !== 'right') throw refusal(found);
    const row = await getSource(work.trx, scope, params.source);
    return sourceToWire(row, await getBankAccount(work.trx, scope, row.bank_account_id));
  },
);

function refusal(entry: Exclude<Entry, { outcome: 'right' }>) {
  const problem =
    entry.outcome === 'wrong'
      ? `These are not the amounts that were sent. Tries left: ${entry.left}.`
      : CLOSED[entry.status];
  return failure('bank_account_verification_failed', { problem }, { param: 'values' });
}

const CLOSED = {
  failed: 'The bank account could not be verified. Make another source.',
  none: 'No micro-deposits were sent to this bank account: it needs no verification.',
  requested: 'The micro-deposits have not been sent yet.',
  sent: 'The micro-deposits cannot be read.',
  verified: 'The bank account is verified already.',
} as const;
