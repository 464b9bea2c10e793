import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { PersonalizationDesignId } from '../../domain/ids.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';
import type { DesignRow } from '../tables/design.ts';

/** Those of these designs that the account may see, in no order, with one query however many there are. */
export async function findDesigns(
  db: Kysely<Database>,
  scope: Scope,
  ids: readonly PersonalizationDesignId[],
): Promise<readonly DesignRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('issuing_personalization_design')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .where(seenBy(scope))
    .execute();
}

/** Its own, and the platform's default, which its cards may be printed after. */
export const seenBy = ({ accountId, livemode }: Scope): Expression<SqlBool> => sql<SqlBool>`
  (livemode = ${livemode} and (account_id = ${accountId} or is_platform_default))`;
