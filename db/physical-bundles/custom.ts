import type { Kysely } from 'kysely';
import type { BundleMove } from '../../domain/design/bundle.ts';
import { afterBundleMove, canMoveBundle } from '../../domain/design/bundle.ts';
import { failure } from '../../domain/errors.ts';
import { parseId } from '../../domain/ids.ts';
import type { Database } from '../database.ts';
import type { NewPhysicalBundle, PhysicalBundleRow } from '../tables/design.ts';

/** Writes a bundle that was ordered for one account. */
export const insertCustomBundle = async (
  db: Kysely<Database>,
  bundle: NewPhysicalBundle,
): Promise<PhysicalBundleRow> =>
  db.insertInto('issuing_physical_bundle').values(bundle).returningAll().executeTakeFirstOrThrow();

/**
 * Moves a bundle on, in one database transaction that holds its row. Only the operator may: no scope is given.
 *
 * @throws `resource_missing`, or `status_transition_invalid` when it is not lawful.
 */
export const moveBundle = (
  db: Kysely<Database>,
  text: string,
  move: BundleMove,
): Promise<PhysicalBundleRow> =>
  db.transaction().execute(async (trx) => {
    const id = parseId('physicalBundle', text);
    const before =
      id &&
      (await trx
        .selectFrom('issuing_physical_bundle')
        .selectAll()
        .where('id', '=', id)
        .forNoKeyUpdate()
        .executeTakeFirst());
    if (!before) throw failure('resource_missing', { object: 'physical bundle', id: text });
    if (!canMoveBundle(move, before)) {
      const problem = `Cannot ${move} a ${before.type} bundle in status ${before.status}.`;
      throw failure('status_transition_invalid', { problem });
    }
    return trx
      .updateTable('issuing_physical_bundle')
      .set({ status: afterBundleMove(move) })
      .where('account_id', '=', before.account_id)
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
