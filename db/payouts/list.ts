import type { Kysely } from 'kysely';
import type { PayoutStatus } from '../../domain/payout/payout.ts';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, owned } from '../database.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { PayoutRow } from '../tables/payout.ts';

interface PayoutFilter {
  readonly arrival_date?: Period | undefined;
  readonly created?: Period | undefined;
  readonly destination?: string | undefined;
  readonly status?: PayoutStatus | undefined;
}

/** The payouts that meet every condition given, newest first. */
export function listPayouts(
  db: Kysely<Database>,
  scope: Scope,
  { arrival_date, created, destination, status, ...page }: PayoutFilter & Cursors,
): Promise<Page<PayoutRow>> {
  const query = db
    .selectFrom('payout')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(matching({ destination_id: destination, status }))
    .where(createdWithin('created_at', created))
    .where(createdWithin('arrives_at', arrival_date));
  return pageOf({ db, scope, table: 'payout', object: 'payout', query }, page);
}
