import type { Kysely } from 'kysely';
import { failure } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { AccountRow, Database } from '../database.ts';

export async function getAccount(db: Kysely<Database>, id: AccountId): Promise<AccountRow> {
  const account = await db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!account) throw failure('resource_missing', { object: 'account', id }, { param: 'account' });
  return account;
}
