import type { Kysely } from 'kysely';
import type { CardholderId } from '../../domain/ids.ts';
import type { Database, IssuingCardholderRow } from '../database.ts';

/**
 * Those who wait for a person's decision, longest first, of every account: only the operator may ask,
 * so no scope is given. An index of its own holds these few.
 */
export async function listListedCardholders(
  db: Kysely<Database>,
  { after, limit }: { readonly after: CardholderId | undefined; readonly limit: number },
): Promise<readonly IssuingCardholderRow[]> {
  const listed = db.selectFrom('issuing_cardholder').selectAll().where('screening', '=', 'listed');
  const rest = after === undefined ? listed : listed.where('id', '>', after);
  return rest.orderBy('id').limit(limit).execute();
}

/** One of them. */
export const findListedCardholder = async (
  db: Kysely<Database>,
  id: CardholderId,
): Promise<IssuingCardholderRow | undefined> =>
  db
    .selectFrom('issuing_cardholder')
    .selectAll()
    .where('screening', '=', 'listed')
    .where('id', '=', id)
    .executeTakeFirst();
