import type { Kysely } from 'kysely';
import type { PersonalizationDesignId } from '../../domain/ids.ts';
import type { Database } from '../database.ts';
import type { DesignRow } from '../tables/design.ts';

/**
 * What waits for a person's decision, longest first, of every account: only the operator may ask, so no
 * scope is given. An index of its own holds these few.
 */
export async function listDesignsInReview(
  db: Kysely<Database>,
  { after, limit }: { readonly after: PersonalizationDesignId | undefined; readonly limit: number },
): Promise<readonly DesignRow[]> {
  const waiting = db
    .selectFrom('issuing_personalization_design')
    .selectAll()
    .where('status', '=', 'review');
  const rest = after === undefined ? waiting : waiting.where('id', '>', after);
  return rest.orderBy('id').limit(limit).execute();
}

/** Any design of any account, for the operator. */
export const findAnyDesign = async (
  db: Kysely<Database>,
  id: PersonalizationDesignId,
): Promise<DesignRow | undefined> =>
  db
    .selectFrom('issuing_personalization_design')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
