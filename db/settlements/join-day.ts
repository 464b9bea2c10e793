import type { CardId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Scope } from '../../domain/scope.ts';
import {
  nextSettlementDay,
  type SettlementDay,
  settlementDayAt,
  settlementDayId,
} from '../../domain/settlement/day.ts';
import { type Network, networkOf } from '../../domain/settlement/network.ts';
import { getPlatformId } from '../accounts/get-platform.ts';
import { owned } from '../database.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * The day on which what clears now will settle: that of the network's calendar, or the first one after it that
 * is still open. Its first clearing makes it and starts its workflow, so no day is forgotten and none is empty.
 * The day stays open until this database transaction ends: whoever closes it waits, and then sees the clearing.
 */
export async function joinSettlementDay(work: UnitOfWork, cardId: CardId): Promise<string> {
  const card = await work.trx
    .selectFrom('issuing_card')
    .select('brand')
    .where((eb) => eb.and({ ...owned(work.scope), id: cardId }))
    .executeTakeFirstOrThrow();
  return joinDayOf(work, networkOf(card.brand));
}

/** Only an account whose test clock was deleted finds days closed ahead of it. */
const CLOSED_DAYS_MAX = 1_000;

async function joinDayOf(work: UnitOfWork, network: Network): Promise<string> {
  const owner = await ownerOf(work);
  let day = settlementDayAt(network, Math.floor(work.now.getTime() / 1_000));
  for (let closed = 0; !(await isOpen(work, owner, day)); closed++) {
    invariant(closed < CLOSED_DAYS_MAX, `no settlement day is open for ${owner.accountId}`);
    day = nextSettlementDay(day);
  }
  return settlementDayId(day, owner);
}

/** Whose days an account's clearings settle on. */
async function ownerOf({ trx, scope }: UnitOfWork): Promise<Scope> {
  return scope.livemode ? { ...scope, accountId: await getPlatformId(trx) } : scope;
}

/** Whether the day is open, and stays so. One that is not there is made. */
async function isOpen(work: UnitOfWork, owner: Scope, day: SettlementDay): Promise<boolean> {
  const status = await shareStatus(work, owner, day);
  if (status !== undefined) return status === 'open';
  const isMade = await openDay(work, owner, day);
  return isMade || (await shareStatus(work, owner, day)) === 'open';
}

/** A lock that any number of clearings hold together, and that whoever closes the day waits for. */
async function shareStatus({ trx }: UnitOfWork, owner: Scope, day: SettlementDay) {
  const row = await trx
    .selectFrom('settlement_day')
    .select('status')
    .where((eb) => eb.and({ ...owned(owner), id: settlementDayId(day, owner) }))
    .forShare()
    .executeTakeFirst();
  return row?.status;
}

async function openDay(work: UnitOfWork, owner: Scope, day: SettlementDay): Promise<boolean> {
  const id = settlementDayId(day, owner);
  const made = await work.trx
    .insertInto('settlement_day')
    .values({
      ...owned(owner),
      id,
      network: day.network,
      business_date: day.date,
      cutoff_at: new Date(day.cutoffAt * 1_000),
      status: 'open',
      created_at: work.now,
    })
    // Another clearing has made it, and starts its workflow.
    .onConflict((conflict) => conflict.columns(['account_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return false;
  const payload = { cutoffAt: day.cutoffAt };
  await enqueue({ ...work, scope: owner }, { kind: 'network_settlement', objectId: id, payload });
  return true;
}
