import type { AuthorizationId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** How often an authorization has been cleared. It is locked, so that the count stays until the commit. */
export async function countTransactions(
  { trx, scope }: UnitOfWork,
  authorizationId: AuthorizationId,
): Promise<number> {
  const { count } = await trx
    .selectFrom('issuing_transaction')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where((eb) => eb.and({ ...owned(scope), authorization_id: authorizationId }))
    .executeTakeFirstOrThrow();
  return Number(count);
}
