import type { EphemeralKeyId } from '../../domain/ids.ts';
import { owned } from '../database.ts';
import type { EphemeralKeyRow } from '../tables/ephemeral-key.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Makes a key useless from now on; nothing when there is none, or when it was deleted before. */
export const deleteEphemeralKey = (
  { trx, scope, realNow }: UnitOfWork,
  id: EphemeralKeyId,
): Promise<EphemeralKeyRow | undefined> =>
  trx
    .updateTable('ephemeral_key')
    .set({ deleted_at: realNow })
    .where((eb) => eb.and([eb.and({ ...owned(scope), id }), eb('deleted_at', 'is', null)]))
    .returningAll()
    .executeTakeFirst();
