import type { AccountId, IssuingTransactionId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { joinSettlementDay } from './join-day.ts';

/** A clearing that was left out settles on the day that is open now, which it starts when it is the first. */
export async function carryOver(
  work: UnitOfWork,
  cleared: { readonly accountId: AccountId; readonly transactionId: IssuingTransactionId },
): Promise<void> {
  const scope = { accountId: cleared.accountId, livemode: work.scope.livemode };
  const transaction = await work.trx
    .selectFrom('issuing_transaction')
    .select(['id', 'card_id'])
    .where((eb) => eb.and({ ...owned(scope), id: cleared.transactionId }))
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  await work.trx
    .updateTable('issuing_transaction')
    .set({ settlement_day: await joinSettlementDay({ ...work, scope }, transaction.card_id) })
    .where((eb) => eb.and({ ...owned(scope), id: transaction.id }))
    .execute();
}
