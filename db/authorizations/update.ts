import type { UpdateObject } from 'kysely';
import type { AuthorizationId } from '../../domain/ids.ts';
import { type Database, type IssuingAuthorizationRow, owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

export type AuthorizationChange = UpdateObject<Database, 'issuing_authorization'>;

/** Writes what changed of an authorization that is locked, and answers with it as Postgres holds it. */
export const updateAuthorization = async (
  { trx, scope }: UnitOfWork,
  id: AuthorizationId,
  change: AuthorizationChange,
): Promise<IssuingAuthorizationRow> =>
  trx
    .updateTable('issuing_authorization')
    .set(change)
    .where((eb) => eb.and({ ...owned(scope), id }))
    .returningAll()
    .executeTakeFirstOrThrow();
