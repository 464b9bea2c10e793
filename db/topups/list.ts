import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import type { TopupStatus } from '../../domain/topup/topup.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { TopupRow } from '../tables/pull-funding.ts';

/** Bounds on an amount, both included. */
export interface AmountRange {
  readonly min?: bigint;
  readonly max?: bigint;
}

interface TopupFilter {
  readonly amount?: AmountRange | undefined;
  readonly created?: Period | undefined;
  readonly status?: TopupStatus | undefined;
}

/** The top-ups that meet every condition given, newest first. */
export function listTopups(
  db: Kysely<Database>,
  scope: Scope,
  { amount, created, status, ...page }: TopupFilter & Cursors,
): Promise<Page<TopupRow>> {
  const query = db
    .selectFrom('topup')
    .selectAll()
    .where(createdWithin('topup.created_at', created))
    .where((eb) =>
      eb.and([
        eb.and({ ...owned(scope), ...(status !== undefined && { status }) }),
        ...(amount?.min === undefined ? [] : [eb('amount', '>=', amount.min)]),
        ...(amount?.max === undefined ? [] : [eb('amount', '<=', amount.max)]),
      ]),
    );
  return pageOf({ db, scope, table: 'topup', object: 'top-up', query }, page);
}
