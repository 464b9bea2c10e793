import { sql } from 'kysely';
import type { CardholderId, CardId } from '../../domain/ids.ts';
import { afterSpending } from '../../domain/spending/usage.ts';
import type { SpendingCountersJson } from '../json.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { countersOf } from './counters.ts';
import type { LimitOwnerId } from './find.ts';
import { saveUsage } from './save.ts';

/** What a step after a purchase adds to what limits count, or gives back. */
export interface UsageChange {
  readonly cardId: CardId;
  readonly cardholderId: CardholderId;
  /** Of the merchant of the authorization; of a force capture, its own. */
  readonly category: string;
  /** `created_at` of the authorization; of a force capture, also for its refund, that of the capture. */
  readonly spentAt: Date;
  /** Minor units: how much more it spends than before, below zero when it is less. */
  readonly amount: bigint;
}

/**
 * Counts a step of an authorization, or a clearing without one, for the chain of the card, the
 * cardholder and the program. The caller has locked the Issuing balance before. Counters that are not
 * there are left to history, which has the step too; when none counts it, nothing is written.
 */
export async function adjustUsage(work: UnitOfWork, change: UsageChange): Promise<void> {
  const { amount, category } = change;
  if (amount === 0n) return;
  const spentAt = Math.floor(change.spentAt.getTime() / 1000);
  const counted = (await findOfCard(work, change)).flatMap(({ owner_id, counters }) => {
    const before = countersOf(counters);
    const after = afterSpending(before, { category, spentAt, amount });
    return after === before ? [] : [{ scope: work.scope, ownerId: owner_id, counters: after }];
  });
  await saveUsage(work.trx, counted);
}

interface StandingUsage {
  readonly owner_id: LimitOwnerId;
  readonly counters: SpendingCountersJson;
}

async function findOfCard(
  { trx, scope }: UnitOfWork,
  { cardId, cardholderId }: UsageChange,
): Promise<readonly StandingUsage[]> {
  const { rows } = await sql<StandingUsage>`
    select owner_id, counters from spending_usage
    where account_id = ${scope.accountId} and livemode = ${scope.livemode}
      and owner_id in (${cardholderId}, ${scope.accountId},
        (select chain_id from issuing_card
         where account_id = ${scope.accountId} and id = ${cardId}))
  `.execute(trx);
  return rows;
}
