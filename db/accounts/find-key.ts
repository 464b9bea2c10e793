import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import type { Database } from '../database.ts';

export interface KnownKey {
  readonly scope: Scope;
  readonly revoked: boolean;
}

/** Whose secret key this is, by its keyed hash. The one read without a scope: it is where scopes come from. */
export async function findKey(db: Kysely<Database>, hash: Buffer): Promise<KnownKey | undefined> {
  const row = await db
    .selectFrom('api_key')
    .select(['account_id', 'livemode', 'revoked_at'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  return (
    row && {
      scope: { accountId: row.account_id, livemode: row.livemode },
      revoked: row.revoked_at !== null,
    }
  );
}
