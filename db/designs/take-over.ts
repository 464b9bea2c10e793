import { sql } from 'kysely';
import { owned } from '../database.ts';
import type { DesignRow } from '../tables/design.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/**
 * Lets one request at a time make or edit designs of the account in this mode, until its database transaction
 * ends: a lookup key and the default are each one design's, and two who take them at once would meet.
 */
export async function lockDesigns({ trx, scope }: UnitOfWork): Promise<void> {
  const place = `designs:${scope.accountId}:${scope.livemode ? 'live' : 'test'}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(trx);
}

/** Which design has it now, locked. */
export const holderOf = async (
  { trx, scope }: UnitOfWork,
  held: { readonly lookup_key: string } | { readonly is_default: true },
): Promise<DesignRow | undefined> =>
  trx
    .selectFrom('issuing_personalization_design')
    .selectAll()
    .where((eb) => eb.and({ ...owned(scope), ...held }))
    .forNoKeyUpdate()
    .executeTakeFirst();
