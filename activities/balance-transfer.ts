import type { WorkDeps } from '../authorizer/unit-of-work.ts';
import { noteArrival } from '../db/balance-transfers/arrive.ts';
import { getBalanceTransfer, lockBalanceTransfer } from '../db/balance-transfers/get.ts';
import { lockLedgerAccounts } from '../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../db/ledger/write-movement.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { BalanceTransferStatus } from '../domain/balance-transfer/balance-transfer.ts';
import type { AccountId, BalanceTransferId } from '../domain/ids.ts';
import { CODE_OF_BALANCE } from '../domain/ledger/accounts.ts';
import { arriveTransfer } from '../domain/ledger/templates.ts';
import { money } from '../domain/money.ts';
import { followBalance } from '../funding/negative-balance.ts';
import { inUnitOfWork } from './unit-of-work.ts';

interface OneTransfer {
  readonly accountId: AccountId;
  readonly livemode: boolean;
  readonly balanceTransferId: BalanceTransferId;
}

export function createBalanceTransferActivities(deps: WorkDeps) {
  return {
    /** Credits the money once: a transfer that has arrived is left as it is. */
    async arriveBalanceTransfer({
      balanceTransferId,
      ...scope
    }: OneTransfer): Promise<BalanceTransferStatus> {
      await inUnitOfWork(deps, scope, (work) => arriveOnce(work, balanceTransferId));
      return 'succeeded';
    },
  };
}

async function arriveOnce(work: UnitOfWork, id: BalanceTransferId): Promise<void> {
  const { trx, scope } = work;
  const { currency, destination_balance: to } = await getBalanceTransfer(trx, scope, id);
  const code = CODE_OF_BALANCE[to];
  const books = await lockLedgerAccounts(work, currency, ['in_transit', code]);
  const transfer = await lockBalanceTransfer(trx, scope, id);
  if (transfer.status === 'succeeded') return;
  const movement = work.unique();
  const transfers = arriveTransfer(
    { inTransit: books.in_transit.id, to: books[code].id },
    money(transfer.amount, currency),
  );
  await writeMovement(trx, scope, { id: movement, at: work.now, sourceId: id, transfers });
  await followBalance(work, books[code].id);
  await noteArrival(work, id, movement);
}
