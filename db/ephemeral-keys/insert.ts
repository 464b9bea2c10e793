import type { Insertable } from 'kysely';
import { owned } from '../database.ts';
import type { EphemeralKeyRow, EphemeralKeyTable } from '../tables/ephemeral-key.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** Writes a key; nothing when its nonce has had one, of whatever account. */
export const insertEphemeralKey = (
  { trx }: UnitOfWork,
  key: Insertable<EphemeralKeyTable>,
): Promise<EphemeralKeyRow | undefined> =>
  trx
    .insertInto('ephemeral_key')
    .values(key)
    .onConflict((conflict) => conflict.constraint('ephemeral_key_nonce_works_once').doNothing())
    .returningAll()
    .executeTakeFirst();

/** More than one request makes, so that old keys do not pile up; few enough to take no time. */
const PURGED_MAX = 20;

/** Forgets keys of the account that expired before an instant, the oldest first. */
export async function purgeEphemeralKeys({ trx, scope }: UnitOfWork, before: Date): Promise<void> {
  await trx
    .deleteFrom('ephemeral_key')
    .where((eb) =>
      eb.and([
        eb.and(owned(scope)),
        eb(
          'id',
          'in',
          eb
            .selectFrom('ephemeral_key')
            .select('id')
            .where((inner) =>
              inner.and([inner.and(owned(scope)), inner('expires_at', '<', before)]),
            )
            .orderBy('expires_at')
            .limit(PURGED_MAX),
        ),
      ]),
    )
    .execute();
}
