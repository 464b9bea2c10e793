import * as z from 'zod';
import { recordEvent } from '../../../../db/events/record.ts';
import { lockTransaction } from '../../../../db/transactions/get.ts';
import { updateTransactionMetadata } from '../../../../db/transactions/update-metadata.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { metadata } from '../../../metadata.ts';
import { command } from '../../../operation.ts';
import { issuingTransaction, transactionToWire } from '../../../wire/issuing-transaction.ts';

export const updateTransaction = command(
  {
    method: 'post',
    path: '/v1/issuing/transactions/:transaction',
    summary: 'Update the metadata of an issuing transaction',
    params: z.strictObject({ transaction: z.string() }),
    input: z.strictObject({ metadata: metadata().optional() }),
    response: issuingTransaction,
  },
  async ({ params, input, work, scope }) => {
    const row = await lockTransaction(work.trx, scope, params.transaction);
    const merged = mergeMetadata(row.metadata, input.metadata);
    await updateTransactionMetadata(work, row.id, merged);
    const [object, previous] = [
      transactionToWire({ ...row, metadata: merged }),
      transactionToWire(row),
    ];
    await recordEvent(work, { type: 'issuing_transaction.updated', object, previous });
    return object;
  },
);
