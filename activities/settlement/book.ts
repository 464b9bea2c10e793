import { settlementToWire } from '../../api/wire/issuing-settlement.ts';
import { recordEvent } from '../../db/events/record.ts';
import { lockIssuingBalance } from '../../db/ledger/lock-issuing-balance.ts';
import { lockLedgerAccounts } from '../../db/ledger/lock-ledger-accounts.ts';
import { writeMovement } from '../../db/ledger/write-movement.ts';
import { currenciesInDoubt } from '../../db/settlements/breaks.ts';
import { getDay } from '../../db/settlements/day.ts';
import { advancePayment, paymentsOf } from '../../db/settlements/payments.ts';
import {
  lockSettlement,
  settlementsOfDay,
  updateSettlement,
} from '../../db/settlements/settlements.ts';
import type { IssuingSettlementRow } from '../../db/tables/settlement.ts';
import type { WorkDeps } from '../../authorizer/unit-of-work.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { settleNetwork } from '../../domain/ledger/templates.ts';
import { money } from '../../domain/money.ts';
import type { DayStanding } from '../../domain/settlement/standing.ts';
import { inUnitOfWork } from '../unit-of-work.ts';
import { afterReview, moveOn, type OneDay, scopeOf } from './deps.ts';

/**
 * Books what the bank has moved: each account pays its own part, in a database transaction of its own. A
 * currency whose total is in doubt waits.
 */
export async function bookDay(deps: WorkDeps, day: OneDay, beat: () => void): Promise<DayStanding> {
  const row = await getDay(deps.db, scopeOf(day), day.dayId);
  if (row.status === 'booking') {
    const inDoubt = await currenciesInDoubt(deps.db, row);
    for (const settlement of await settlementsOfDay(deps.db, row.id)) {
      if (!inDoubt.has(settlement.currency)) await bookSettlement(deps, settlement);
      beat();
    }
    for (const payment of await paymentsOf(deps.db, row))
      if (payment.status === 'confirmed' && !inDoubt.has(payment.currency))
        await inUnitOfWork(deps, scopeOf(day), (work) =>
          advancePayment(work.trx, payment, { status: 'booked' }),
        );
  }
  return moveOn(deps, day, { from: 'booking', act: afterReview });
}

/** Once: who finds it complete has nothing to do. */
const bookSettlement = (
  deps: WorkDeps,
  { account_id: accountId, livemode, id }: IssuingSettlementRow,
): Promise<void> =>
  inUnitOfWork(deps, { accountId, livemode }, async (work) => {
    // Before the row, as whoever moves money does.
    await lockIssuingBalance(work);
    const before = await lockSettlement(work.trx, work.scope, id);
    if (before.status === 'complete') return;
    const movement = before.net_amount === 0n ? null : await settle(work, before);
    const after = await updateSettlement(work.trx, before, { status: 'complete', movement });
    await recordEvent(work, {
      type: 'issuing_settlement.updated',
      object: settlementToWire(after),
      previous: settlementToWire(before),
    });
  });

async function settle(work: UnitOfWork, row: IssuingSettlementRow): Promise<string> {
  const { net_amount: net, currency } = row;
  const codes = ['bank_clearing', 'network_settlement'] as const;
  const books = await lockLedgerAccounts(work, currency, codes);
  const accounts = { settlement: books.network_settlement.id, bank: books.bank_clearing.id };
  const [amount, direction] = net > 0n ? ([net, 'pay'] as const) : ([-net, 'receive'] as const);
  const id = work.unique();
  await writeMovement(work.trx, work.scope, {
    id,
    at: work.now,
    sourceId: row.id,
    transfers: settleNetwork(accounts, money(amount, currency), direction),
  });
  return id;
}
