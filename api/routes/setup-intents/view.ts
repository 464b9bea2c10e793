import type { Kysely } from 'kysely';
import type { Database } from '../../../db/database.ts';
import { findProofs } from '../../../db/setup-intents/views.ts';
import type { SetupIntentRow } from '../../../db/tables/pull-funding.ts';
import type { Scope } from '../../../domain/scope.ts';
import { type SetupIntent, setupIntentToWire } from '../../wire/setup-intent.ts';

/** With what it asks for next. */
export async function showSetupIntent(
  db: Kysely<Database>,
  scope: Scope,
  intent: SetupIntentRow,
): Promise<SetupIntent> {
  const proofs = await findProofs(db, scope, [intent]);
  return setupIntentToWire({ intent, verification: proofs.get(intent.id) });
}
