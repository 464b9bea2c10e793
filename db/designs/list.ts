import type { Kysely } from 'kysely';
import type { DesignStatus } from '../../domain/design/review.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Database, owned } from '../database.ts';
import { matching } from '../matching.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { DesignRow } from '../tables/design.ts';

interface DesignFilter {
  readonly lookupKeys?: readonly string[] | undefined;
  readonly is_default?: boolean | undefined;
  readonly is_platform_default?: boolean | undefined;
  readonly status?: DesignStatus | undefined;
}

/** The account's own designs that meet every condition given, newest first. */
export function listDesigns(
  db: Kysely<Database>,
  scope: Scope,
  { lookupKeys, is_default, is_platform_default, status, ...page }: DesignFilter & Cursors,
): Promise<Page<DesignRow>> {
  const own = db
    .selectFrom('issuing_personalization_design')
    .selectAll()
    .where((eb) => eb.and(owned(scope)))
    .where(matching({ is_default, is_platform_default, status }));
  const query = lookupKeys === undefined ? own : own.where('lookup_key', 'in', [...lookupKeys]);
  const table = 'issuing_personalization_design';
  return pageOf({ db, scope, table, object: 'personalization design', query }, page);
}
