import type { Kysely } from 'kysely';
import type { Scope } from '../../domain/scope.ts';
import { createdWithin, type Period } from '../created-within.ts';
import { type Database, owned } from '../database.ts';
import { type Cursors, type Page, pageOf } from '../page.ts';
import type { SetupIntentRow } from '../tables/pull-funding.ts';

interface SetupIntentFilter {
  readonly attachToSelf?: boolean | undefined;
  readonly created?: Period | undefined;
  readonly paymentMethod?: string | undefined;
}

/** The setup intents that meet every condition given, newest first. */
export function listSetupIntents(
  db: Kysely<Database>,
  scope: Scope,
  { attachToSelf, created, paymentMethod, ...page }: SetupIntentFilter & Cursors,
): Promise<Page<SetupIntentRow>> {
  const query = db
    .selectFrom('setup_intent')
    .selectAll()
    .where(createdWithin('setup_intent.created_at', created))
    .where((eb) =>
      eb.and([
        eb.and({
          ...owned(scope),
          ...(attachToSelf !== undefined && { attach_to_self: attachToSelf }),
        }),
        ...(paymentMethod === undefined
          ? []
          : [eb(eb.ref('payment_method_id').$castTo<string | null>(), '=', paymentMethod)]),
      ]),
    );
  return pageOf({ db, scope, table: 'setup_intent', object: 'setup intent', query }, page);
}
